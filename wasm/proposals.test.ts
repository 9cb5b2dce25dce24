/** One module for each proposal that engines have: read, metered, run to the right result for the right fuel. */
import { versions } from "node:process";
import { describe, expect, test } from "vitest";
import { buildModule, type ModuleParts, type Word } from "../test/fuzz/build-module.ts";
import {
  createSharedCounters,
  FuelMeter,
  type InstrumentOptions,
  instrument,
  WasmError,
} from "./index.ts";

const i32 = 0x7f;
const i64 = 0x7e;
const funcref = 0x70;
const emptyBlock = [0x40];

/** `(func (param i32) (result i32))`, `(func)`, `(func (result i32 i64))`. */
const types = [
  [0x60, 1, i32, 1, i32],
  [0x60, 0, 0],
  [0x60, 0, 2, i32, i64],
];

/** A module whose first function, of the first type, is exported as `f`. */
function moduleOf(code: readonly Word[], parts: ModuleParts = {}): Uint8Array<ArrayBuffer> {
  const { functions = [], types: more = [], exports = [], ...rest } = parts;
  return buildModule({
    types: [...types, ...more],
    functions: [{ type: 0, code }, ...functions],
    exports: [["f", 0, 0], ...exports],
    ...rest,
  });
}

interface Proposal {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What `f(5)` gives, and takes. */
  readonly result: number;
  readonly fuel: number;
  readonly features?: InstrumentOptions["features"];
}

const vectors: readonly Word[] = ["local.get", 0, "f32.convert_i32_s", "f32x4.splat"];

const proposals: readonly Proposal[] = [
  {
    name: "SIMD",
    bytes: moduleOf([
      "local.get",
      0,
      "i32x4.splat",
      "local.get",
      0,
      "i32x4.splat",
      "i32x4.add",
      "i32x4.extract_lane",
      2,
    ]),
    result: 10,
    fuel: 7,
  },
  {
    name: "relaxed SIMD",
    bytes: moduleOf([
      ...vectors,
      ...vectors,
      ...vectors,
      "f32x4.relaxed_madd",
      "f32x4.extract_lane",
      0,
      "i32.trunc_f32_s",
    ]),
    result: 30,
    fuel: 13,
    features: { relaxedSimd: true },
  },
  {
    name: "bulk memory",
    bytes: moduleOf(
      [
        "i32.const",
        0,
        "i32.const",
        0,
        "local.get",
        0,
        "memory.init",
        0,
        0,
        "i32.const",
        4,
        "i32.load8_u",
        [0, 0],
      ],
      { memories: [[0, 1]], data: [[1, 5, 1, 2, 3, 4, 9]] },
    ),
    result: 9,
    fuel: 1 + 6 + 5,
  },
  {
    name: "reference types",
    bytes: moduleOf(
      [
        "ref.null",
        funcref - 0x80,
        "local.get",
        0,
        "table.grow",
        0,
        "drop",
        "i32.const",
        3,
        "table.get",
        0,
        "ref.is_null",
      ],
      { tables: [[funcref, 0, 2]] },
    ),
    result: 1,
    fuel: 1 + 6 + 5,
  },
  {
    name: "multi-value",
    bytes: moduleOf(["call", 1, "i32.wrap_i64", "i32.sub"], {
      functions: [{ type: 2, code: ["i32.const", 9, "i64.const", 2] }],
    }),
    result: 7,
    fuel: 1 + 3 + 1 + 2,
  },
  {
    name: "sign extension",
    bytes: moduleOf(["local.get", 0, "i32.const", 0xfb, "i32.add", "i32.extend8_s"]),
    result: 0,
    fuel: 5,
  },
  {
    name: "saturating float",
    bytes: moduleOf(["f64.const", [0, 0, 0, 0, 0, 0, 0xf0, 0x7f], "i32.trunc_sat_f64_s"]),
    result: 0x7fffffff,
    fuel: 3,
  },
  {
    name: "tail calls",
    bytes: moduleOf(["local.get", 0, "return_call", 1], {
      functions: [
        { type: 0, code: ["local.get", 0, "i32.const", 0, "return_call_indirect", 0, 0] },
        { type: 0, code: ["local.get", 0, "i32.const", 1, "i32.add"] },
      ],
      tables: [[funcref, 0, 1]],
      elements: [[0, 0x41, 0, 0x0b, 1, 2]],
    }),
    result: 6,
    fuel: 3 + 4 + 4,
  },
  {
    name: "older exceptions",
    bytes: moduleOf(
      ["try", [i32], "local.get", 0, "throw", 0, "catch", 0, "i32.const", 1, "i32.add", "end"],
      {
        tags: [3],
        types: [[0x60, 1, i32, 0]],
      },
    ),
    result: 6,
    fuel: 1 + 3 + 2,
  },
  {
    name: "exceptions as references",
    bytes: moduleOf(
      [
        ...["block", [i32], "try_table", emptyBlock, [1, 0, 0, 0]],
        ...["local.get", 0, "throw", 0, "end", "i32.const", 9, "end"],
      ],
      { tags: [3], types: [[0x60, 1, i32, 0]] },
    ),
    result: 5,
    fuel: 1 + 3,
  },
  {
    name: "threads",
    bytes: moduleOf(
      [
        "i32.const",
        8,
        "local.get",
        0,
        "i32.atomic.rmw.add",
        [2, 0],
        "drop",
        "i32.const",
        8,
        "i32.atomic.load",
        [2, 0],
      ],
      { memories: [[3, 1, 1]] },
    ),
    result: 5,
    fuel: 6,
    features: { sharedMemory: true },
  },
  {
    name: "multi-memory",
    bytes: moduleOf(
      [
        ...["i32.const", 0, "local.get", 0, "i32.store", [0x42, 1, 0]],
        ...["i32.const", 0, "i32.const", 0, "i32.const", 4, "memory.copy", 0, 1],
        ...["i32.const", 0, "i32.load", [2, 0]],
      ],
      {
        memories: [
          [0, 1],
          [0, 1],
        ],
      },
    ),
    result: 5,
    fuel: 1 + 3 + 4 + 4 + 2,
  },
  {
    name: "memory64",
    bytes: moduleOf(
      [
        ...["i64.const", 0, "i32.const", 1, "local.get", 0, "i64.extend_i32_u", "memory.fill", 0],
        ...["i64.const", 4, "i32.load8_u", [0, 0]],
      ],
      { memories: [[4, 1]] },
    ),
    result: 1,
    fuel: 1 + 5 + 5 + 2,
  },
  {
    name: "table64",
    bytes: moduleOf(
      [
        "ref.null",
        funcref - 0x80,
        "local.get",
        0,
        "i64.extend_i32_u",
        "table.grow",
        0,
        "i32.wrap_i64",
      ],
      { tables: [[funcref, 4, 2]] },
    ),
    result: 2,
    fuel: 1 + 5 + 5,
  },
  {
    name: "extended constant expressions",
    bytes: moduleOf(["global.get", 0], {
      globals: [{ type: [i32, 0], value: ["i32.const", 5, "i32.const", 8, "i32.mul"] }],
    }),
    result: 40,
    fuel: 2,
  },
  {
    name: "typed function references",
    bytes: moduleOf(["local.get", 0, "ref.func", 1, "br_on_null", 0, "call_ref", 0], {
      functions: [{ type: 0, code: ["local.get", 0, "i32.const", 2, "i32.mul"] }],
      elements: [[3, 0, 1, 1]],
    }),
    result: 10,
    fuel: 1 + 4 + 4,
  },
  {
    name: "GC",
    bytes: moduleOf(
      [
        ...["local.get", 0, "array.new_default", 4, "array.len"],
        ...["local.get", 0, "struct.new", 3, "struct.get", 3, 0, "i32.add"],
      ],
      {
        types: [
          [0x5f, 1, i32, 0],
          [0x5e, 0x78, 1],
        ],
      },
    ),
    result: 10,
    fuel: 1 + 3 + 5 + 3 + 1,
  },
  {
    name: "wide arithmetic",
    bytes: moduleOf([
      ...["local.get", 0, "i64.extend_i32_s", "i64.const", 3, "i64.mul_wide_u"],
      ...["drop", "i32.wrap_i64"],
    ]),
    result: 15,
    fuel: 6,
  },
];

const variants: readonly InstrumentOptions[] = [
  { abi: "register" },
  { abi: "local", stack: { bytes: 100_000 } },
  { abi: "register", trapFuel: "boundary", share: "import", memory: { maxBytes: 2 ** 20 } },
];

/** The first version of Node that has a proposal, where that is after 20. */
const since: Readonly<Record<string, number>> = {
  "relaxed SIMD": 22,
  "exceptions as references": 22,
  "multi-memory": 22,
  memory64: 22,
  table64: 24,
  "extended constant expressions": 22,
  "typed function references": 22,
  GC: 22,
  "wide arithmetic": Number.POSITIVE_INFINITY,
};

test("no module is refused for another reason than that its proposal is too new", () => {
  const major = Number(versions.node.split(".")[0]);
  for (const { name, bytes } of proposals) {
    if ((since[name] ?? 0) <= major) expect(WebAssembly.validate(bytes), name).toBe(true);
  }
});

describe.each(proposals)("$name", ({ bytes, result, fuel, features }) => {
  test("is metered where the engine has it, and refused where not", () => {
    if (!WebAssembly.validate(bytes)) {
      expect(() => instrument(bytes)).toThrow(expect.objectContaining({ code: "WASM_MALFORMED" }));
      return;
    }
    for (const options of variants) {
      const { bytes: output, meta } = instrument(bytes, {
        ...options,
        ...(features && { features }),
      });
      const shared = meta.shared ? createSharedCounters(meta) : undefined;
      const module = new WebAssembly.Module(output);
      const { exports } = new WebAssembly.Instance(module, shared?.imports);
      const meter = FuelMeter.attach(shared ?? { exports }, meta);
      meter.set(1000);
      expect((exports["f"] as (value: number) => unknown)(5)).toBe(result);
      expect(meter.consumed, JSON.stringify(options)).toBe(BigInt(fuel));
    }
  });

  test("is refused, with the byte where it is, unless its feature is allowed", () => {
    if (features === undefined || !WebAssembly.validate(bytes)) return;
    let refusal: unknown;
    try {
      instrument(bytes);
    } catch (error) {
      refusal = error;
    }
    if (!(refusal instanceof WasmError)) throw new TypeError("It was not refused");
    expect(refusal.code).toBe("WASM_UNSUPPORTED");
    const marks = features.sharedMemory ? [3, 1, 1] : [0xfd, 0x85, 0x02];
    expect([...bytes.subarray(refusal.offset, (refusal.offset ?? 0) + 3)]).toEqual(marks);
  });
});
