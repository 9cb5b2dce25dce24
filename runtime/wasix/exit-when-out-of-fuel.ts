/**
 * Lets a metered module say by an exit code that it has no fuel left. Whoever runs it elsewhere sees
 * neither its counters nor what kind of trap it was.
 */
import type { InstrumentMeta } from "../../wasm/index.ts";

/** The modules that have a `proc_exit`. */
const wasiModules = ["wasi_snapshot_preview1", "wasi_unstable", "wasix_32v1"];

const sections = { import: 2, export: 7, code: 10 } as const;
const kinds = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;
const op = {
  unreachable: 0,
  end: 0x0b,
  call: 0x10,
  globalSet: 0x24,
  i32Const: 0x41,
  i64Const: 0x42,
};

/**
 * The module with `proc_exit(code)` where it would trap for want of fuel; the bytes as they are when it
 * imports no `proc_exit`. They must be what `instrument` made, with `meta`.
 */
export function exitWhenOutOfFuel(
  bytes: Uint8Array<ArrayBuffer>,
  meta: InstrumentMeta,
  code: number,
): Uint8Array<ArrayBuffer> {
  const found = scan(bytes);
  const exit = found.exit;
  const [fuel, trap] = [meta.exports.left, meta.exports.trap].map((name) =>
    found.globals.get(name),
  );
  if (exit === undefined || fuel === undefined || trap === undefined) return bytes;
  const empty = [op.i64Const, 0, op.globalSet, ...leb(fuel)];
  // No locals; no fuel; the reason, which is 1; the trap.
  const old = [0, ...empty, op.i32Const, 1, op.globalSet, ...leb(trap), op.unreachable, op.end];
  const exits = [op.i32Const, ...signed(code), op.call, ...leb(exit)];
  return replaceBody(bytes, found.code, old, [0, ...empty, ...exits, op.unreachable, op.end]);
}

interface Section {
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
}

interface Found {
  /** The index of `proc_exit`. */
  exit: number | undefined;
  readonly globals: Map<string, number>;
  code: Section;
}

function scan(bytes: Uint8Array): Found {
  const found: Found = {
    exit: undefined,
    globals: new Map(),
    code: { start: bytes.length, contentStart: bytes.length, end: bytes.length },
  };
  const reader = new Reader(bytes, 8);
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const length = reader.number();
    const section = { start, contentStart: reader.at, end: reader.at + length };
    if (id === sections.import) found.exit = findExit(reader);
    else if (id === sections.export) readGlobals(reader, found.globals);
    else if (id === sections.code) found.code = section;
    reader.at = section.end;
  }
  return found;
}

function findExit(reader: Reader): number | undefined {
  let functions = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    const [from, name] = [reader.name(), reader.name()];
    // What follows another kind of import is not read: those that matter come from compilers, first.
    if (reader.byte() !== kinds.function) return undefined;
    reader.number();
    if (name === "proc_exit" && wasiModules.includes(from)) return functions;
    functions += 1;
  }
  return undefined;
}

function readGlobals(reader: Reader, globals: Map<string, number>): void {
  for (let left = reader.number(); left > 0; left -= 1) {
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.number();
    if (kind === kinds.global) globals.set(name, index);
  }
}

/** Every body that is `old` becomes `instead`. */
function replaceBody(
  bytes: Uint8Array<ArrayBuffer>,
  { start, contentStart, end }: Section,
  old: readonly number[],
  instead: readonly number[],
): Uint8Array<ArrayBuffer> {
  const reader = new Reader(bytes, contentStart);
  const parts: Uint8Array[] = [];
  let kept = contentStart;
  for (let left = reader.number(); left > 0; left -= 1) {
    const bodyStart = reader.at;
    const length = reader.number();
    const content = reader.at;
    reader.at += length;
    if (length !== old.length || !old.every((byte, at) => bytes[content + at] === byte)) continue;
    parts.push(bytes.subarray(kept, bodyStart), Uint8Array.of(...leb(instead.length), ...instead));
    kept = reader.at;
  }
  parts.push(bytes.subarray(kept, end));
  const size = parts.reduce((sum, part) => sum + part.length, 0);
  const head = Uint8Array.of(sections.code, ...leb(size));
  const all = [bytes.subarray(0, start), head, ...parts, bytes.subarray(end)];
  const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of all) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

class Reader {
  at: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  byte(): number {
    const value = this.#bytes[this.at] ?? 0;
    this.at += 1;
    return value;
  }

  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  name(): string {
    const length = this.number();
    this.at += length;
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at));
  }
}

function leb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...leb(value >>> 7)];
}

function signed(value: number): number[] {
  const [low, rest] = [value & 0x7f, value >> 7];
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...signed(rest)];
}
