import { expect, test } from "vitest";
import { BudgetSpent, contextOf } from "../test/support/utility-context.ts";
import { callUtility } from "./call-utility.ts";

test.each(["nope", "", "__proto__", "constructor", "csvToJson", "a\nb"])(
  "callUtility() refuses the unknown name %j",
  (name) => {
    expect(() => callUtility(contextOf(), name, [])).toThrow(
      expect.objectContaining({
        code: "UNKNOWN_UTILITY",
        message: `There is no utility ${JSON.stringify(name)}`,
      }),
    );
  },
);

test("callUtility() takes keywords beside positional arguments", () => {
  const context = contextOf({ "/app/a": "", "/app/b/a": "" });
  expect(callUtility(context, "find", ["a"], { recursive: false })).toEqual(["/app/a"]);
});

test("callUtility() charges before it looks at anything", () => {
  expect(() => callUtility(contextOf({}, { budget: 0 }), "nope", [])).toThrow(BudgetSpent);
});

test("callUtility() gives data that can cross a wall as JSON", () => {
  const context = contextOf({ "/app/t.csv": "a\n1\n" });
  for (const [name, ...args] of [
    ["find", "*"],
    ["grep", "1", "/app"],
    ["head", "t.csv"],
    ["csv_to_json", "t.csv"],
    ["csv_to_json", "t.csv", "t.json"],
  ] as const) {
    const result = callUtility(context, name, args);
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  }
});

const calls: readonly (readonly [name: string, args: readonly unknown[], fuel: number])[] = [
  ["find", ["*.txt"], 70_776],
  ["find", ["[a-f]*.txt", "dir"], 72_424],
  ["grep", ["line", "dir"], 1_154_512],
  ["grep", ["line \\d", "/app/1000.txt"], 1_665_160],
  ["grep", ["[0-9]$", "/app/1000.txt"], 1_713_160],
  ["head", ["/app/1000.txt"], 63_728],
  ["csv_to_json", ["/app/table.csv"], 69_840],
  ["csv_to_json", ["/app/table.csv", "/app/table.json"], 98_240],
];

const tree = {
  "/app/1000.txt": Array.from({ length: 1_000 }, (_, index) => `line ${index}\n`).join(""),
  "/app/dir/file.txt": "a line\n",
  "/app/dir/link.txt": { link: "../1000.txt" },
  "/app/table.csv": `number,square\n${"12,144\n".repeat(100)}`,
};

/** A change of these is a change of the published model. */
test.each(calls)("callUtility(%j, %j) costs %i fuel", (name, args, fuel) => {
  const context = contextOf(tree);
  callUtility(context, name, args);
  expect(context.spent()).toBe(fuel);
});

test.each(calls)(
  "callUtility(%j, %j) can be stopped at any charge without a trace",
  (name, args) => {
    const whole = contextOf(tree);
    callUtility(whole, name, args);
    const stops = whole.charges.length > 200 ? whole.charges.slice(0, 200) : whole.charges;
    let budget = -1;
    for (const fuel of stops) {
      const context = contextOf(tree, { budget });
      const before = context.fs.snapshot();
      expect(() => callUtility(context, name, args)).toThrow(BudgetSpent);
      expect(context.fs.usage().openFiles).toBe(0);
      expect(context.fs.diff(before, context.fs.snapshot())).toEqual({
        created: [],
        modified: [],
        deleted: [],
      });
      budget += fuel;
    }
  },
);
