import { expect, test } from "vitest";
import type { UtilityRow } from "../utility.ts";
import { javascriptFunction } from "./javascript-function.ts";

const row: UtilityRow = {
  name: "cut_up",
  camelCaseName: "cutUp",
  module: "text",
  summary: "Cuts.",
  parameters: [
    { name: "a_file", type: "string", doc: "A file." },
    { name: "size", type: "integer", doc: "A size.", default: 1 },
  ],
  result: { typescript: "string", python: "str", doc: "The text." },
  example: { args: [], result: null },
  cost: "One call.",
};

type Guest = (...args: readonly unknown[]) => unknown;

/** The function as a guest has it; `call` answers for the host. */
function load(utility: UtilityRow, call: (operation: string, args: unknown[]) => unknown): Guest {
  const source = javascriptFunction(utility).replace("export ", "");
  return new Function("call", `${source}\nreturn cutUp`)(call) as Guest;
}

test("javascriptFunction() is a function with a doc comment", () => {
  expect(javascriptFunction(row)).toBe(
    [
      "/** Cuts. */",
      "export function cutUp(aFile, size) {",
      '  if (arguments.length === 1) return call("cut_up", [aFile]);',
      '  if (arguments.length === 2) return call("cut_up", [aFile, size]);',
      '  return call("cut_up", [...arguments]);',
      "}",
    ].join("\n"),
  );
});

test.each([
  [[]],
  [["a"]],
  [["a", 2]],
  [["a", 2, 3]],
  [["a", { size: 2 }]],
  [["a", undefined, 3, {}]],
])("javascriptFunction() passes on %j as it is", (args) => {
  expect(load(row, (...call) => call)(...args)).toEqual(["cut_up", args]);
});

test("javascriptFunction() shows what is variadic", () => {
  const variadic: UtilityRow = {
    ...row,
    parameters: [
      { name: "files", type: "strings", doc: "Files.", variadic: true },
      { name: "size", type: "integer", doc: "A size.", default: 1 },
    ],
  };
  expect(javascriptFunction(variadic)).toContain("export function cutUp(...files) {");
  expect(load(variadic, (...call) => call)("a", ["b"], { size: 2 })).toEqual([
    "cut_up",
    ["a", ["b"], { size: 2 }],
  ]);
});

test("javascriptFunction() does not name a parameter by a reserved word", () => {
  const parameters = [
    { name: "delete", type: "boolean", doc: "Whether.", default: false },
  ] as const;
  const source = javascriptFunction({ ...row, parameters });
  expect(source).toContain("export function cutUp(delete_) {");
});

const isEven = (item: unknown): boolean => Number(item) % 2 === 0;

test.each<[unknown[], unknown[], unknown[]]>([
  [["a"], ["a"], [1, 2, 3, 4]],
  [["a", isEven], ["a"], [2, 4]],
  [
    ["a", 1, isEven],
    ["a", 1],
    [2, 4],
  ],
  [[isEven], [], [2, 4]],
  [
    ["a", { filterFunc: isEven }],
    ["a", {}],
    [2, 4],
  ],
  [
    ["a", { filter_func: isEven, size: 1 }],
    ["a", { size: 1 }],
    [2, 4],
  ],
  [
    ["a", { size: 1 }],
    ["a", { size: 1 }],
    [1, 2, 3, 4],
  ],
])("javascriptFunction() filters in the guest when called with %o", (args, passed, result) => {
  const calls: unknown[] = [];
  const guest = load({ ...row, takesFilter: true }, (operation, given) => {
    calls.push([operation, given]);
    return [1, 2, 3, 4];
  });
  expect(guest(...args)).toEqual(result);
  expect(calls).toEqual([["cut_up", passed]]);
});
