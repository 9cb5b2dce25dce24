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

/** What these calls cost is part of the published model: a change here is a change for users. */
test.each([
  ["find", ["*.txt"], 8_460],
  ["find", ["[a-f]*.txt", "dir"], 13_862],
  ["grep", ["line", "dir"], 6_768],
  ["grep", ["line \\d", "/app/1000.txt"], 404_800],
  ["grep", ["[0-9]$", "/app/1000.txt"], 415_800],
  ["head", ["/app/1000.txt"], 12_332],
  ["csv_to_json", ["/app/table.csv"], 13_860],
  ["csv_to_json", ["/app/table.csv", "/app/table.json"], 17_360],
])("callUtility(%j, %j) costs %i fuel", (name, args, fuel) => {
  const text = Array.from({ length: 1_000 }, (_, index) => `line ${index}\n`).join("");
  const context = contextOf({
    "/app/1000.txt": text,
    "/app/dir/file.txt": "a line\n",
    "/app/table.csv": `number,square\n${"12,144\n".repeat(100)}`,
  });
  callUtility(context, name, args);
  expect(context.spent()).toBe(fuel);
});
