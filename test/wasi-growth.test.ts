/**
 * What WASI programs do with files costs twice as much for twice as many, counted and not timed: what
 * the program burns and calls, what the journal holds, and what the host's code does with maps and bytes.
 */
import { ConsoleStdout, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { filesProgram, type ProgramKind } from "../bench/files/program.ts";
import { createVirtualClock, createWasi } from "../runtime/index.ts";
import { createFileSystem, encodeRecord } from "../vfs/index.ts";
import { FuelMeter, instrument } from "../wasm/index.ts";
import { assemble } from "./support/wat.ts";

/** Steps of the host: look-ups in maps, steps through them, and blocks of 64 bytes that are moved. */
let steps = 0;
const blockBytes = 64;
let restore: (() => void)[] = [];

beforeEach(() => {
  for (const name of ["get", "set", "has", "delete"] as const) count(Map.prototype, name, () => 1);
  const blocks = (bytes: unknown): number =>
    bytes instanceof Uint8Array ? bytes.length / blockBytes : 0;
  count(Uint8Array.prototype, "set", (_, [source]) => blocks(source));
  count(Uint8Array.prototype, "slice", blocks);
  const iterator: object = Object.getPrototypeOf(new Map().values());
  count(iterator, "next", () => 1);
});
afterEach(() => {
  for (const undo of restore) undo();
  restore = [];
});

function count(
  owner: object,
  name: string,
  cost: (result: unknown, args: readonly unknown[]) => number,
): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== "function") throw new Error(`There is no method "${name}"`);
  const counted = function (this: never, ...args: readonly unknown[]): unknown {
    const result: unknown = original.apply(this, args);
    steps += cost(result, args);
    return result;
  };
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { value: counted, configurable: true, writable: true });
  restore.push(() => {
    if (own === undefined) Reflect.deleteProperty(owner, name);
    else Object.defineProperty(owner, name, own);
  });
}

interface Counts {
  readonly fuel: number;
  readonly calls: number;
  readonly journalBytes: number;
  readonly records: number;
  readonly steps: number;
}

function program(kind: ProgramKind, files: number): Uint8Array<ArrayBuffer> {
  return assemble(filesProgram({ kind, count: files, bytes: 100 }));
}

function countOurs(kind: ProgramKind, files: number): Counts {
  const { sync: fs } = createFileSystem({ now: () => 0n });
  fs.mkdir("/app");
  let [calls, journalBytes, records] = [0, 0, 0];
  fs.onChange((record) => {
    records += 1;
    journalBytes += encodeRecord(record).length;
  });
  const { bytes, meta } = instrument(program(kind, files));
  const wasi = createWasi({ fs, clock: createVirtualClock(), trace: () => void calls++ });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), wasi.imports);
  const meter = FuelMeter.attach(instance, meta);
  meter.set(10_000_000_000n);
  steps = 0;
  expect(wasi.start(instance)).toBe(0);
  return { fuel: Number(meter.consumed), calls, journalBytes, records, steps };
}

function countShim(kind: ProgramKind, files: number): number {
  const streams = [0, 1, 2].map(() => new ConsoleStdout(() => {}));
  const fds = [...streams, new PreopenDirectory("/", new Map())];
  const wasi = new WASI([], [], fds, { debug: false });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(program(kind, files)), {
    wasi_snapshot_preview1: wasi.wasiImport as WebAssembly.ModuleImports,
  });
  const { memory, _start } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof _start !== "function") {
    throw new Error("There is no program");
  }
  steps = 0;
  wasi.start({ exports: { memory, _start: () => _start() } });
  return steps;
}

const kinds: readonly ProgramKind[] = [
  ...(["write", "read", "create", "stat", "stat-again"] as const),
  ...(["tell", "open-read", "list", "unlink"] as const),
];

describe("twice as much", () => {
  // Up to 1024 names a directory is a plain map; above it is another structure.
  test.each(kinds.flatMap((kind) => [200, 2000].map((files) => ({ kind, files }))))(
    "$kind of $files costs twice as much at most",
    ({ kind, files }) => {
      const [one, two] = [countOurs(kind, files), countOurs(kind, 2 * files)];
      for (const what of ["fuel", "calls", "journalBytes", "records", "steps"] as const) {
        // What does not depend on the number of files makes less of it; trees get deeper, by a level.
        expect(two[what] / Math.max(1, one[what]), what).toBeLessThan(2.25);
      }
    },
  );

  test.each(["write", "list"] as const)("is seen where it is not so: the shim's %s", (kind) => {
    expect(countShim(kind, 4000) / countShim(kind, 2000)).toBeGreaterThan(3);
  });
});
