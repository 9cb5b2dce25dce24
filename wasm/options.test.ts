import { expect, test } from "vitest";
import { type InstrumentOptions, resolveOptions } from "./options.ts";

test("resolveOptions() fills in what is absent", () => {
  expect(resolveOptions({})).toMatchObject({
    abi: "register",
    exactTraps: true,
    stackBytes: 0,
    maxMemoryBytes: undefined,
    maxTableElements: undefined,
    keepStart: false,
    debugNames: true,
    maxFunctions: 1_000_000,
    maxBodyBytes: 4_194_304,
    maxBytes: 134_217_728,
    initialFuel: 0n,
    sharedMemory: false,
    relaxedSimd: false,
  });
  expect(resolveOptions({}).costs.name).toBe("wasmtime-49");
});

test.each<[InstrumentOptions, object]>([
  [{ abi: "auto" }, { abi: "register" }],
  [{ abi: "local" }, { abi: "local" }],
  [{ trapFuel: "boundary" }, { exactTraps: false }],
  [{ stack: { bytes: 5 } }, { stackBytes: 5 }],
  [{ stack: false }, { stackBytes: 0 }],
  [{ memory: { maxBytes: 0 } }, { maxMemoryBytes: 0 }],
  [{ tables: { maxElements: 7 } }, { maxTableElements: 7 }],
  [{ resume: false, share: false, start: "keep" }, { keepStart: true }],
  [{ initialFuel: (1n << 63n) - 1n }, { initialFuel: (1n << 63n) - 1n }],
])("resolveOptions() takes %o", (options, settings) => {
  expect(resolveOptions(options)).toMatchObject(settings);
});

// What a caller without types can get wrong.
test.each<[string, object, string]>([
  ["an unknown option", { memmory: {} }, 'Cannot use option "memmory": no option has that name'],
  ["an unknown ABI", { abi: "fast" }, 'option abi "fast": it must be one of "auto", "register"'],
  ["an unknown resume", { resume: "always" }, 'option resume "always"'],
  ["no stack", { stack: { bytes: 0 } }, 'option stack.bytes "0"'],
  ["a stack beyond i32", { stack: { bytes: 2 ** 31 } }, "from 1 to 2147483647"],
  ["negative memory", { memory: { maxBytes: -1 } }, 'option memory.maxBytes "-1"'],
  ["half an element", { tables: { maxElements: 0.5 } }, 'option tables.maxElements "0.5"'],
  ["NaN functions", { limits: { maxFunctions: Number.NaN } }, 'option limits.maxFunctions "NaN"'],
  ["fuel as a number", { initialFuel: 5 }, 'option initialFuel "5": it must be a bigint'],
  ["negative fuel", { initialFuel: -1n }, 'option initialFuel "-1"'],
  ["fuel beyond i64", { initialFuel: 1n << 63n }, "from 0 to 9223372036854775807"],
  ["an unknown profile", { profile: "wasmtime-1" }, 'fuel profile "wasmtime-1"'],
])("resolveOptions() throws RangeError for %s", (_case, options, message) => {
  expect(() => resolveOptions(options)).toThrow(RangeError);
  expect(() => resolveOptions(options)).toThrow(message);
});
