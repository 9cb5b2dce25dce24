/** The budget of objects: what each operator takes, and what happens when it is spent. */
import { describe, expect, test } from "vitest";
import { buildModule, type ModuleParts } from "../test/fuzz/build-module.ts";
import { createSharedCounters, FuelMeter, type InstrumentOptions, instrument } from "./index.ts";

const i32 = 0x7f;
const struct = 1;
const bytes = 2;
const pairs = 3;
const references = 4;

/** A struct of i8, i64 and v128, and arrays of i8, v128 and references. */
const types = [
  [0x60, 1, i32, 0],
  [0x5f, 3, 0x78, 1, 0x7e, 1, 0x7b, 1],
  [0x5e, 0x78, 1],
  [0x5e, 0x7b, 1],
  [0x5e, 0x6e, 1],
  [0x60, 0, 0],
];

function moduleWith(code: ModuleParts["functions"], rest: ModuleParts = {}) {
  return buildModule({
    types,
    functions: code ?? [],
    exports: [["f", 0, 0]],
    elements: [[5, 0x6e, 1, 0xd0, 0x6e, 0x0b]],
    data: [[1, 8, 1, 2, 3, 4, 5, 6, 7, 8]],
    ...rest,
  });
}

const header = { struct: 16, array: 32 };

const objects: readonly [string, readonly (string | number)[], number][] = [
  ["struct.new_default", ["struct.new_default", struct], header.struct + 8 + 8 + 16],
  [
    "struct.new",
    ["i32.const", 1, "i64.const", 2, "i32.const", 3, "i32x4.splat", "struct.new", struct],
    header.struct + 32,
  ],
  ["array.new_default", ["local.get", 0, "array.new_default", bytes], header.array + 5],
  ["array.new_default of a constant", ["i32.const", 7, "array.new_default", pairs], 32 + 7 * 16],
  ["array.new", ["i32.const", 9, "local.get", 0, "array.new", bytes], header.array + 5],
  [
    "array.new_fixed",
    ["ref.null", -18, "ref.null", -18, "array.new_fixed", references, 2],
    header.array + 2 * 8,
  ],
  [
    "array.new_data",
    ["i32.const", 0, "local.get", 0, "array.new_data", bytes, 0],
    header.array + 5,
  ],
  ["array.new_elem", ["i32.const", 0, "i32.const", 1, "array.new_elem", references, 0], 32 + 8],
];

const abis: readonly InstrumentOptions[] = [
  { abi: "register" },
  { abi: "local" },
  { abi: "register", profile: "wasmtime-43", stack: { bytes: 100_000 } },
  { abi: "local", share: "import" },
];

function open(input: Uint8Array<ArrayBuffer>, options: InstrumentOptions) {
  const { bytes: output, meta } = instrument(input, options);
  const shared = meta.shared ? createSharedCounters(meta) : undefined;
  const module = new WebAssembly.Module(output);
  const { exports } = new WebAssembly.Instance(module, shared?.imports);
  const meter = FuelMeter.attach(shared ?? { exports }, meta);
  meter.set(1_000_000);
  return { meter, meta, f: (length: number) => (exports["f"] as (n: number) => void)(length) };
}

/** Node before version 22 has no objects, and says so. */
const engineHasObjects = WebAssembly.validate(moduleWith([{ type: 0, code: [] }]));

test("a module with objects is refused where the engine has none", () => {
  const input = moduleWith([{ type: 0, code: [] }]);
  if (engineHasObjects) expect(instrument(input).bytes.length).toBeGreaterThan(0);
  else expect(() => instrument(input)).toThrow("this engine does not accept it");
});

describe.each(engineHasObjects ? abis : [])("with %j", (options) => {
  test.each(objects)("%s takes what its type says", (_name, code, size) => {
    const input = moduleWith([{ type: 0, code: [...code, "drop"] }]);
    const { meter } = open(input, options);
    expect(meter.gcRemaining).toBeUndefined();
    const counted = open(input, { ...options, gc: { maxBytes: 3 * size } });
    for (let made = 1; made <= 3; made++) {
      counted.f(5);
      expect(counted.meter.gcRemaining).toBe((3 - made) * size);
    }
    expect(() => counted.f(5)).toThrow(WebAssembly.RuntimeError);
    expect([counted.meter.trapReason, counted.meter.gcRemaining]).toEqual(["gc", 0]);
    counted.meter.set(1000);
    expect(() => counted.f(5)).toThrow(WebAssembly.RuntimeError);
    expect(counted.meter.trapReason).toBe("gc");
  });

  test.each(objects)("%s takes the same fuel when objects are counted", (_name, code) => {
    const input = moduleWith([{ type: 0, code: [...code, "drop"] }]);
    const fuel = (more: InstrumentOptions): bigint => {
      const { meter, f } = open(input, { ...options, ...more });
      f(5);
      return meter.consumed;
    };
    expect(fuel({ gc: { maxBytes: 1e6 } })).toBe(fuel({}));
  });

  test("lengths at the edge of 32 bits cannot wrap", () => {
    const input = moduleWith([
      { type: 0, code: ["local.get", 0, "array.new_default", pairs, "drop"] },
    ]);
    const { meter, f } = open(input, { ...options, gc: { maxBytes: Number.MAX_SAFE_INTEGER } });
    expect(() => f(-1)).toThrow(WebAssembly.RuntimeError);
    const capped = open(input, { ...options, gc: { maxBytes: 1e9 } });
    expect(() => capped.f(-1)).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, capped.meter.trapReason]).toEqual([undefined, "gc"]);
  });

  test("a guest cannot catch the trap, nor make one more object after it", () => {
    const input = moduleWith([
      {
        type: 0,
        code: ["loop", [0x40], "local.get", 0, "array.new_default", bytes, "drop", "br", 0, "end"],
      },
    ]);
    const { meter, f } = open(input, { ...options, gc: { maxBytes: 10_000 } });
    for (let i = 0; i < 2; i++) {
      expect(() => f(1000)).toThrow(WebAssembly.RuntimeError);
      expect([meter.trapReason, meter.gcRemaining]).toEqual(["gc", 0]);
    }
  });

  test("objects of initial values are counted before the guest runs", () => {
    const input = moduleWith([{ type: 0, code: [] }], {
      globals: [
        { type: [0x6e, 0], value: ["struct.new_default", struct] },
        {
          type: [0x6e, 0],
          value: ["i32.const", 40, "i32.const", 2, "i32.add", "array.new_default", bytes],
        },
        {
          type: [0x6e, 0],
          value: ["i32.const", 1, "i32.const", 3, "array.new", bytes],
        },
      ],
      // (item (array.new_fixed 2))
      elements: [[5, 0x6e, 1, 0x41, 1, 0x41, 2, 0xfb, 8, bytes, 2, 0x0b]],
    });
    const size = 48 + (32 + 42) + (32 + 3) + (32 + 2);
    const { meter } = open(input, { ...options, gc: { maxBytes: size + 7 } });
    expect(meter.gcRemaining).toBe(7);
    if (options.share === undefined) {
      expect(() => instrument(input, { ...options, gc: { maxBytes: size - 1 } })).toThrow(
        expect.objectContaining({ code: "WASM_LIMIT" }),
      );
    }
  });

  test("an initial array whose length an import gives is refused", () => {
    const input = moduleWith([{ type: 0, code: [] }], {
      imports: [["env", "length", 3, i32, 0]],
      globals: [{ type: [0x6e, 0], value: ["global.get", 0, "array.new_default", bytes] }],
    });
    expect(instrument(input, options).bytes.length).toBeGreaterThan(0);
    expect(() => instrument(input, { ...options, gc: { maxBytes: 1000 } })).toThrow(
      expect.objectContaining({ code: "WASM_UNSUPPORTED", offset: expect.any(Number) }),
    );
  });
});

test("instances share the budget of objects", () => {
  if (!engineHasObjects) return;
  const input = moduleWith([{ type: 0, code: ["struct.new_default", struct, "drop"] }]);
  const { bytes: output, meta } = instrument(input, { share: "import", gc: { maxBytes: 3 * 48 } });
  const counters = createSharedCounters(meta);
  const meter = FuelMeter.attach(counters, meta);
  meter.set(1000);
  const module = new WebAssembly.Module(output);
  const [one, other] = [0, 1].map(() => {
    const { f } = new WebAssembly.Instance(module, counters.imports).exports;
    return f as (length: number) => void;
  });
  one?.(0);
  other?.(0);
  one?.(0);
  expect(() => other?.(0)).toThrow(WebAssembly.RuntimeError);
  expect(meter.trapReason).toBe("gc");
});

test("a module without objects is the same with and without the option", () => {
  const input = buildModule({ types: [[0x60, 0, 0]], functions: [{ type: 0, code: [] }] });
  expect(instrument(input, { gc: { maxBytes: 5 } }).bytes).toEqual(instrument(input).bytes);
});
