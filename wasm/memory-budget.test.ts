/** One budget of bytes over several memories and instances. */
import { describe, expect, test } from "vitest";
import { buildModule, type ModuleParts } from "../test/fuzz/build-module.ts";
import { createSharedCounters, FuelMeter, type InstrumentOptions, instrument } from "./index.ts";

const page = 65_536;
const i32 = 0x7f;

/** Node before version 22 has one memory only, of 32-bit addresses. */
const hasSeveral = WebAssembly.validate(
  buildModule({
    memories: [
      [0, 1],
      [4, 1],
    ],
  }),
);

/** Exports `grow0`, `grow1` … by a parameter and `one0` … by one page, for each memory. */
function growing(memories: readonly (readonly number[])[], rest: ModuleParts = {}) {
  const wide = memories.map(([flags = 0]) => (flags & 4) !== 0);
  return buildModule({
    types: [
      [0x60, 1, i32, 1, i32],
      [0x60, 0, 1, i32],
    ],
    memories,
    functions: wide.flatMap((is64, memory) => [
      {
        type: 0,
        code: [
          ...["local.get", 0],
          ...(is64 ? ["i64.extend_i32_s"] : []),
          ...["memory.grow", memory],
          ...(is64 ? ["i32.wrap_i64"] : []),
        ],
      },
      {
        type: 1,
        code: [
          is64 ? "i64.const" : "i32.const",
          1,
          "memory.grow",
          memory,
          ...(is64 ? ["i32.wrap_i64"] : []),
        ],
      },
    ]),
    exports: memories.flatMap((_, memory) => [
      [`grow${memory}`, 0, 2 * memory] as const,
      [`one${memory}`, 0, 2 * memory + 1] as const,
      [`memory${memory}`, 2, memory] as const,
    ]),
    ...rest,
  });
}

function open(
  bytes: Uint8Array<ArrayBuffer>,
  options: InstrumentOptions,
  counters?: WebAssembly.Imports,
  imports?: WebAssembly.Imports,
) {
  const { bytes: output, meta } = instrument(bytes, options);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(output), {
    ...imports,
    ...counters,
  });
  const call = (name: string, ...args: number[]): unknown =>
    (exports[name] as (...args: number[]) => unknown)(...args);
  return { call, exports, meta };
}

const abis: readonly InstrumentOptions[] = [
  { abi: "register" },
  { abi: "local", stack: { bytes: 10_000 } },
];

/** Registers a test of several memories where the engine has them. */
const testSeveral = (name: string, run: () => void): void => {
  if (hasSeveral) test(name, run);
};

describe.each(abis)("with %j", (options) => {
  testSeveral("memories of one module share what they may grow by", () => {
    const limited = { ...options, memory: { maxBytes: 10 * page + 5 } };
    const { call, exports, meta } = open(
      growing([
        [0, 1],
        [5, 2, 4],
        [0, 0],
      ]),
      limited,
    );
    const meter = FuelMeter.attach({ exports }, meta);
    meter.set(1_000_000);
    expect(meter.memoryRemaining).toBe(7 * page + 5);
    expect(call("grow0", 3)).toBe(1);
    expect(call("one1")).toBe(2);
    expect(call("grow1", 1)).toBe(3);
    expect([meter.memoryRemaining, meter.trapReason]).toEqual([2 * page + 5, undefined]);
    // Within the budget, beyond its own maximum.
    expect(call("grow1", 1)).toBe(-1);
    expect([meter.memoryRemaining, meter.trapReason]).toEqual([2 * page + 5, "memory"]);
    meter.set(1_000_000);
    expect(call("grow2", 3)).toBe(-1);
    expect(meter.trapReason).toBe("memory");
    for (const beyond of [-1, 0x7fffffff, -0x80000000]) {
      expect(call("grow0", beyond)).toBe(-1);
      expect(call("grow1", beyond)).toBe(-1);
    }
    expect(call("grow2", 2)).toBe(0);
    expect(call("one0")).toBe(-1);
    expect(call("grow0", 0)).toBe(4);
    expect(meter.memoryRemaining).toBe(5);
  });

  testSeveral("growth takes the same fuel with a budget", () => {
    const consumed = (more: InstrumentOptions): bigint => {
      const { call, exports, meta } = open(
        growing([
          [0, 1],
          [0, 2],
        ]),
        { ...options, ...more },
      );
      const meter = FuelMeter.attach({ exports }, meta);
      meter.set(1_000_000);
      call("grow0", 200);
      call("grow1", 3);
      call("one0");
      return meter.consumed;
    };
    const all = consumed({});
    expect(consumed({ memory: { maxBytes: 1000 * page } })).toBe(all);
    expect(consumed({ memory: { maxBytes: 10 * page } })).toBe(all - 200n);
  });

  test("instances that share a budget grow within it together", () => {
    const shared: InstrumentOptions = {
      ...options,
      share: "import",
      memory: { maxBytes: 10 * page },
    };
    const bytes = growing([[0, 2]]);
    const { meta } = instrument(bytes, shared);
    const counters = createSharedCounters(meta);
    const meter = FuelMeter.attach(counters, meta);
    meter.set(1_000_000);
    const one = open(bytes, shared, counters.imports);
    const other = open(bytes, shared, counters.imports);
    expect(meter.memoryRemaining).toBe(6 * page);
    expect(one.call("grow0", 4)).toBe(2);
    expect(other.call("grow0", 3)).toBe(-1);
    expect(meter.trapReason).toBe("memory");
    expect(other.call("grow0", 2)).toBe(2);
    expect(one.call("one0")).toBe(-1);
    expect(meter.memoryRemaining).toBe(0);
    // There is no room for a third, which ends before anything of it runs.
    meter.set(1_000_000);
    expect(() => open(bytes, shared, counters.imports)).toThrow(WebAssembly.RuntimeError);
    expect(meter.trapReason).toBe("memory");
  });

  test("a memory that instances share is counted once, and once more for what the host takes", () => {
    const shared: InstrumentOptions = {
      ...options,
      share: "import",
      memory: { maxBytes: 10 * page },
    };
    const provider = growing([[0, 2]]);
    const user = buildModule({
      types: [[0x60, 1, i32, 1, i32]],
      imports: [["env", "memory0", 2, 0, 1]],
      functions: [{ type: 0, code: ["local.get", 0, "memory.grow", 0] }],
      exports: [["grow", 0, 0]],
    });
    const { meta } = instrument(provider, shared);
    const counters = createSharedCounters(meta);
    const meter = FuelMeter.attach(counters, meta);
    meter.set(1_000_000);
    const one = open(provider, shared, counters.imports);
    const other = open(user, shared, counters.imports, { env: one.exports });
    expect(meter.memoryRemaining).toBe(8 * page);
    expect(other.call("grow", 3)).toBe(2);
    expect(one.call("grow0", 1)).toBe(5);
    expect(meter.memoryRemaining).toBe(4 * page);
    expect(meter.takeMemory(3 * page)).toBe(true);
    expect(meter.takeMemory(2 * page)).toBe(false);
    expect(() => meter.takeMemory(-1)).toThrow(RangeError);
    expect(other.call("grow", 2)).toBe(-1);
    expect(other.call("grow", 1)).toBe(6);
  });

  test("the start function runs after the memory is counted", () => {
    const shared: InstrumentOptions = {
      ...{ ...options, share: "import", start: "keep", initialFuel: 0n },
      memory: { maxBytes: 3 * page },
    };
    const bytes = buildModule({
      types: [[0x60, 0, 0]],
      memories: [[0, 2]],
      functions: [{ type: 0, code: ["i32.const", 1, "memory.grow", 0, "drop"] }],
      exports: [["m", 2, 0]],
      start: 0,
    });
    const { meta } = instrument(bytes, shared);
    const counters = createSharedCounters(meta);
    const meter = FuelMeter.attach(counters, meta);
    meter.set(1000);
    open(bytes, shared, counters.imports);
    expect(meter.memoryRemaining).toBe(0);
    expect(meter.consumed).toBe(4n);
  });

  test("a module of a memory and nothing else is counted", () => {
    const shared: InstrumentOptions = {
      ...options,
      share: "import",
      memory: { maxBytes: 3 * page },
    };
    const bytes = buildModule({ memories: [[0, 2]], exports: [["m", 2, 0]] });
    const { meta } = instrument(bytes, shared);
    const counters = createSharedCounters(meta);
    const meter = FuelMeter.attach(counters, meta);
    open(bytes, shared, counters.imports);
    expect(meter.memoryRemaining).toBe(page);
    expect(() => open(bytes, shared, counters.imports)).toThrow(WebAssembly.RuntimeError);
  });
});

test("one memory alone is held by its maximum and has no counter", () => {
  const { meta, exports } = open(growing([[0, 1]]), { memory: { maxBytes: 4 * page } });
  const meter = FuelMeter.attach({ exports }, meta);
  expect(meta.exports).not.toHaveProperty("memory");
  expect([meter.memoryRemaining, meter.takeMemory(1e12)]).toEqual([undefined, true]);
});
