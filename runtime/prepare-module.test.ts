import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { WasmError } from "../wasm/index.ts";
import type { ArtifactCache } from "./engine.ts";
import { createModulePreparer, type PrepareModule } from "./prepare-module.ts";

/** A preparer, and how often its cache was asked and given something. */
function open(): { prepare: PrepareModule; gets: string[]; puts: string[]; cache: ArtifactCache } {
  const gets: string[] = [];
  const puts: string[] = [];
  const stored = new Map<string, Uint8Array<ArrayBuffer>>();
  const cache: ArtifactCache = {
    get: async (key) => {
      gets.push(key);
      return stored.get(key);
    },
    put: async (key, bytes) => {
      puts.push(key);
      stored.set(key, bytes);
    },
  };
  return { prepare: createModulePreparer(cache), gets, puts, cache };
}

const module = (value: number): Uint8Array<ArrayBuffer> =>
  assemble(`(module (func (export "f") (result i32) (i32.const ${value})))`);

test("the preparer instruments and compiles a module once", async () => {
  const { prepare, gets, puts } = open();
  const first = await prepare(module(1), {});
  expect(await prepare(module(1), {})).toBe(first);
  expect(WebAssembly.Module.exports(first.module).map(({ name }) => name)).toContain("f");
  expect([gets.length, puts.length]).toEqual([1, 1]);
  expect(gets).toEqual(puts);
});

test("the preparer works once when asked twice at the same time", async () => {
  const { prepare, puts } = open();
  const [first, second] = await Promise.all([prepare(module(1), {}), prepare(module(1), {})]);
  expect(second).toBe(first);
  expect(puts).toHaveLength(1);
});

test("the preparer tells modules and options apart", async () => {
  const { prepare, puts } = open();
  await prepare(module(1), {});
  await prepare(module(2), {});
  await prepare(module(1), { stack: { bytes: 1000 } });
  await prepare(module(1), { initialFuel: 5n });
  expect(new Set(puts).size).toBe(4);
});

test("the preparer reads what another one stored", async () => {
  const { prepare, puts, cache } = open();
  const first = await prepare(module(1), {});
  const second = await createModulePreparer(cache)(module(1), {});
  expect(second.meta).toEqual(first.meta);
  expect(puts).toHaveLength(1);
});

test("the preparer keeps the eight modules that were used last", async () => {
  const { prepare, gets } = open();
  for (let value = 0; value < 8; value += 1) await prepare(module(value), {});
  await prepare(module(0), {});
  await prepare(module(8), {});
  expect(gets).toHaveLength(9);
  await prepare(module(0), {});
  expect(gets).toHaveLength(9);
  await prepare(module(1), {});
  expect(gets).toHaveLength(10);
});

test("the preparer keeps no more bytes than its limit", async () => {
  const { cache, gets } = open();
  const size = module(1).length;
  const prepare = createModulePreparer(cache, { maxBytes: 2 * size });
  for (const value of [1, 2, 1, 2]) await prepare(module(value), {});
  expect(gets).toHaveLength(2);
  await prepare(module(3), {});
  await prepare(module(2), {});
  expect(gets).toHaveLength(3);
  await prepare(module(1), {});
  expect(gets).toHaveLength(4);
});

test("the preparer does not keep a failure", async () => {
  const { prepare, gets } = open();
  const broken = Uint8Array.of(1, 2, 3);
  await expect(prepare(broken, {})).rejects.toThrow(WasmError);
  await expect(prepare(broken, {})).rejects.toThrow(WasmError);
  expect(gets).toHaveLength(2);
});
