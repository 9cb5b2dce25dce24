import { describe, expect, test } from "vitest";
import { buildModule } from "../../test/fuzz/build-module.ts";
import { engineFeatures } from "../../test/fuzz/features.ts";
import { assemble } from "../../test/support/wat.ts";
import { FuelMeter, type InstrumentOptions, instrument } from "../index.ts";
import { indexModule } from "../module-index.ts";
import { resolveOptions } from "../options.ts";
import { meterCode } from "./meter-code.ts";

/** Which tables of the module are private in the end. */
function privateTables(bytes: Uint8Array, options: InstrumentOptions = {}): boolean[] {
  const index = indexModule(bytes);
  const { tables } = meterCode(index, resolveOptions(options)).scope.functions;
  return index.tables.map((_, table) => tables.isPrivate(table));
}

const wide = `(param ${"i32 ".repeat(33)})`;

describe("a table is private", () => {
  test.each<[string, string, boolean[], InstrumentOptions?]>([
    ["when only calls use it", "(table funcref (elem $f))", [true]],
    ["not with the other ABI", "(table funcref (elem $f))", [false], { abi: "local" }],
    ["not when it is imported", '(import "env" "t" (table 1 funcref))', [false]],
    ["not when it is exported", '(table (export "t") funcref (elem $f))', [false]],
    [
      "when its export goes",
      '(table (export "t") funcref (elem $f))',
      [true],
      { exports: { keep: ["run"] } },
    ],
    [
      "not when one of its exports stays",
      '(table (export "t") (export "u") funcref (elem $f))',
      [false],
      { exports: { keep: ["u"] } },
    ],
    ["each by itself", '(table (export "t") 1 funcref) (table 1 funcref)', [false, true]],
    ["not when it holds what the host holds", "(table 1 externref)", [false]],
    ["when it has no element", "(table 1 funcref)", [true]],
    [
      "when expressions give its elements",
      "(table 3 funcref) (elem (i32.const 0) funcref (ref.func $f) (ref.null func))",
      [true],
    ],
    [
      "not when an element comes from a global",
      '(import "env" "g" (global $g funcref)) (table 3 funcref) (elem (i32.const 0) funcref (global.get $g))',
      [false],
    ],
    ["not when an element has too many values", "(table funcref (elem $wide))", [false]],
    [
      "when a segment is for another table",
      "(table 1 funcref) (table $u 1 funcref) (elem (table $u) (i32.const 0) func $wide)",
      [true, false],
    ],
    [
      "when other segments are for nobody yet",
      "(table funcref (elem $f)) (elem func $wide) (elem declare func $wide)",
      [true],
    ],
  ])("%s", (_case, text, expected, options) => {
    // Imports stand before everything else.
    const functions = `(func $f) (func $wide ${wide}) (func (export "run"))`;
    expect(privateTables(assemble(`(module ${text} ${functions})`), options)).toEqual(expected);
  });

  test.each([
    ["call_indirect", "(call_indirect (i32.const 0))", true],
    ["table.size", "(drop (table.size 0))", true],
    ["elem.drop", "(elem.drop $passive)", true],
    [
      "table.init of another",
      "(table.init $other $passive (i32.const 0) (i32.const 0) (i32.const 0))",
      true,
    ],
    [
      "call_indirect of a type with too many values",
      `(unreachable) (call_indirect ${wide})`,
      false,
    ],
    ["table.get", "(drop (table.get 0 (i32.const 0)))", false],
    ["table.set", "(table.set 0 (i32.const 0) (ref.null func))", false],
    ["table.grow", "(drop (table.grow 0 (ref.null func) (i32.const 1)))", false],
    ["table.fill", "(table.fill 0 (i32.const 0) (ref.null func) (i32.const 1))", false],
    ["table.init", "(table.init 0 $passive (i32.const 0) (i32.const 0) (i32.const 0))", false],
    ["table.copy to it", "(table.copy 0 $other (i32.const 0) (i32.const 0) (i32.const 0))", false],
    [
      "table.copy from it",
      "(table.copy $other 0 (i32.const 0) (i32.const 0) (i32.const 0))",
      false,
    ],
  ])("by %s in code", (_case, code, expected) => {
    const bytes = assemble(`(module (table funcref (elem $f)) (table $other 1 funcref)
      (elem $passive func $f)
      (func $f) (func ${code}) (func (export "run") (call_indirect (i32.const 0))))`);
    for (const profile of ["wasmtime-49", "wasmtime-43"] as const) {
      expect(privateTables(bytes, { profile })[0]).toBe(expected);
    }
  });

  test("not for tail calls through it", () => {
    const bytes = buildModule({
      types: [[0x60, 0, 0]],
      tables: [[0x70, 0, 1]],
      functions: [{ type: 0, code: ["i32.const", 0, "return_call_indirect", 0, 0] }],
    });
    expect(privateTables(bytes)).toEqual([false]);
  });
});

/** Types that are the same but for what the engine keeps apart. */
const apart: readonly (readonly [string, readonly (readonly number[])[]])[] = [
  [
    "of a group",
    [
      [0x60, 0, 0],
      [0x4e, 2, 0x60, 0, 0, 0x60, 0, 0],
    ],
  ],
  [
    "with a subtype",
    [
      [0x60, 0, 0],
      [0x50, 0, 0x60, 0, 0],
      [0x50, 1, 1, 0x60, 0, 0],
    ],
  ],
  [
    "of references to themselves",
    [
      [0x60, 0, 0],
      [0x60, 1, 0x63, 1, 0],
      [0x60, 1, 0x63, 1, 0],
    ],
  ],
];

if (engineFeatures.objects) {
  test.each(apart)(
    "functions of types %s keep the table public as elements, and as what is called",
    (_case, types) => {
      const tables = [[0x70, 0, 1]];
      const functions = [
        { type: 0, code: [] },
        { type: 1, code: [] },
      ];
      const withElement = (element: number) => [[0, 0x41, 0, 0x0b, 1, element]];
      const code = ["unreachable", "call_indirect", 1, 0];
      const held = buildModule({ types, tables, elements: withElement(1), functions });
      const called = buildModule({ types, tables, functions: [...functions, { type: 0, code }] });
      const unused = buildModule({ types, tables, elements: withElement(0), functions });
      for (const bytes of [held, called, unused]) expect(WebAssembly.validate(bytes)).toBe(true);
      expect([held, called, unused].map((bytes) => privateTables(bytes)[0])).toEqual([
        false,
        false,
        true,
      ]);
    },
  );
}

const options: readonly InstrumentOptions[] = [
  { abi: "local" },
  { abi: "register" },
  { abi: "register", trapFuel: "boundary" },
  { abi: "register", stack: { bytes: 100_000 } },
  { abi: "register", exports: { keep: ["run"] } },
];

/** Calls `run` for each number, and tells what came back and what it took. */
function runAll(bytes: Uint8Array<ArrayBuffer>, option: InstrumentOptions): unknown[] {
  const { bytes: output, meta } = instrument(bytes, option);
  const host = (value: number): number => {
    if (value === 99) throw new Error("The host throws");
    seen.push(meter.remaining);
    return value + 1000;
  };
  const seen: unknown[] = [];
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(output), { env: { host } });
  const meter = FuelMeter.attach({ exports }, meta);
  const { run } = exports;
  if (typeof run !== "function") throw new TypeError("The module lacks its function");
  for (const [which, value] of [
    [0, 1],
    [1, 2],
    [1, 99],
    [2, 3],
    [3, 4],
    [4, 5],
    [5, 6],
    [9, 7],
  ]) {
    meter.set(1000);
    meter.resetStack();
    try {
      seen.push(run(which, value));
    } catch (error) {
      seen.push(error instanceof WebAssembly.RuntimeError ? "trap" : "exception");
    }
    // Of a trap, only what the last call knew is known with these.
    if (option.trapFuel !== "boundary" || seen.at(-1) !== "trap") seen.push(meter.consumed);
    else seen.push("unknown");
  }
  return seen;
}

const manyLocals = `(param i32) (result i32) (local ${"i64 ".repeat(40)})`;

test("calls through private tables reach every kind of function, at the same costs and with the same traps", () => {
  const bytes = assemble(`(module (import "env" "host" (func $host (param i32) (result i32)))
    (type $t (func (param i32) (result i32)))
    (table 10 funcref)
    (elem (i32.const 0) func $inc $host $again $locals $other)
    (func $inc (type $t) (i32.add (local.get 0) (i32.const 1)))
    (func $again (type $t) (call $run (i32.const 1) (local.get 0)))
    (func $locals ${manyLocals} (i32.mul (local.get 0) (i32.const 3)))
    (func $other (param i64) (result i32) (i32.const 1))
    (func $run (export "run") (param $which i32) (param $value i32) (result i32)
      (i32.add (i32.const 7)
        (call_indirect (type $t) (local.get $value) (local.get $which)))))`);
  expect(privateTables(bytes)).toEqual([true]);
  const [first, ...rest] = options.map((option) => runAll(bytes, option));
  expect(first).toContain("trap");
  expect(first).toContain("exception");
  for (const [i, one] of rest.entries()) {
    const wanted = first?.map((value, at) => (one[at] === "unknown" ? "unknown" : value));
    expect(one, `variant ${i + 1}`).toEqual(wanted);
  }
});

test("code may refer to functions that only a private table names", () => {
  const bytes = assemble(`(module (import "env" "host" (func $host (param i32) (result i32)))
    (table 2 funcref) (elem (i32.const 0) func $f $host)
    (func $f)
    (func (export "run") (param i32 i32) (result i32)
      (drop (ref.func $f)) (drop (ref.func $host)) (call_indirect (i32.const 0)) (i32.const 5)))`);
  expect(privateTables(bytes)).toEqual([true]);
  expect(runAll(bytes, {}).slice(0, 2)).toEqual([5, 7n]);
});

const testWide = engineFeatures.table64 ? test : undefined;

testWide?.("private tables may have indices of 64 bits", () => {
  const bytes = buildModule({
    types: [
      [0x60, 1, 0x7f, 1, 0x7f],
      [0x60, 2, 0x7f, 0x7f, 1, 0x7f],
    ],
    tables: [[0x70, 4, 4]],
    exports: [["run", 0, 1]],
    elements: [[0, 0x42, 2, 0x0b, 1, 0]],
    functions: [
      { type: 0, code: ["local.get", 0, "i32.const", 2, "i32.mul"] },
      {
        type: 1,
        code: ["local.get", 1, "local.get", 0, "i64.extend_i32_u", "call_indirect", 0, 0],
      },
    ],
  });
  expect(privateTables(bytes)).toEqual([true]);
  expect(runAll(bytes, {})).toEqual(runAll(bytes, { abi: "local" }));
  expect(runAll(bytes, {})).toContain(6);
});
