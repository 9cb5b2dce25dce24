import { expect, test } from "vitest";
import { createCostTable } from "./costs.ts";
import { operatorsByName } from "./operators.ts";

const cost = (table: { readonly byOperator: Uint8Array }, name: string): number | undefined =>
  table.byOperator[operatorsByName.get(name) ?? -1];

test.each([
  ["nop", 0],
  ["drop", 0],
  ["block", 0],
  ["loop", 0],
  ["unreachable", 0],
  ["return", 0],
  ["else", 0],
  ["end", 0],
  ["if", 1],
  ["br", 1],
  ["br_if", 1],
  ["br_table", 1],
  ["call", 1],
  ["call_indirect", 1],
  ["return_call", 1],
  ["try_table", 1],
  ["throw", 1],
  ["i32.const", 1],
  ["local.get", 1],
  ["f64.div", 1],
  ["memory.copy", 1],
  ["i32x4.add", 1],
  ["atomic.fence", 1],
  ["array.new", 1],
])("createCostTable() charges %s with %d as wasmtime does", (name, fuel) => {
  expect(cost(createCostTable("wasmtime-49"), name)).toBe(fuel);
  expect(cost(createCostTable("wasmtime-43"), name)).toBe(fuel);
});

test("createCostTable() takes own costs and leaves the rest as it is", () => {
  const table = createCostTable({ name: "mine", operators: { "i64.div_s": 9, nop: 1 } });
  expect([table.name, table.bulk]).toEqual(["mine", true]);
  expect(["i64.div_s", "nop", "drop", "i64.add"].map((name) => cost(table, name))).toEqual([
    9, 1, 0, 1,
  ]);
  expect(createCostTable({ name: "", bulk: false }).bulk).toBe(false);
});

test.each([
  [{ "i32.foo": 1 }, 'cost of "i32.foo": no operator has that name'],
  [{ nop: 256 }, 'cost "256" for "nop"'],
  [{ nop: -1 }, 'cost "-1" for "nop"'],
  [{ nop: 0.5 }, 'cost "0.5" for "nop"'],
])("createCostTable() refuses %j", (operators, message) => {
  expect(() => createCostTable({ name: "bad", operators })).toThrow(message);
});
