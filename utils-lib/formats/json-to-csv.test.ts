import fc from "fast-check";
import { expect, test } from "vitest";
import { BudgetSpent, contextOf } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";

function jsonToCsv(json: string, ...args: readonly unknown[]): unknown {
  return callUtility(contextOf({ "/app/f.json": json }), "json_to_csv", ["f.json", ...args]);
}

test.each([
  ["[]", ""],
  ["[{}]", ""],
  ["{}", ""],
  ['{"a": 1}', "a\n1\n"],
  ['[{"a": 1, "b": 2}, {"c": 3, "a": 4}]', "a,b,c\n1,2,\n4,,3\n"],
  ['[{"a": null, "b": true, "c": 1.5}]', "a,b,c\n,true,1.5\n"],
  ['[{"a": [1, {"b": "x"}], "c": {}}]', 'a,c\n"[1, {""b"": ""x""}]",{}\n'],
  [
    '[{"a": "x,y", "b": "say \\"hi\\"", "c": "1\\n2", "d": "\\r", "e": " "}]',
    'a,b,c,d,e\n"x,y","say ""hi""","1\n2","\r", \n',
  ],
  ['[{"a,b": 1}]', '"a,b"\n1\n'],
  ['[{"a": ""}, {"a": null}]', 'a\n""\n""\n'],
  ['[{"": 1}]', '""\n1\n'],
  ['[{"a": "=1+1"}]', "a\n=1+1\n"],
  ['[{"a": "é😀"}]', "a\né😀\n"],
])("json_to_csv() of %s gives %j", (json, csv) => {
  expect(jsonToCsv(json)).toBe(csv);
});

test.each([
  [";", 'a;b\n1,2;"3;4"\n'],
  ["\t", "a\tb\n1,2\t3;4\n"],
  ["|", "a|b\n1,2|3;4\n"],
])("json_to_csv() puts %j between values", (delimiter, csv) => {
  expect(jsonToCsv('[{"a": "1,2", "b": "3;4"}]', { delimiter })).toBe(csv);
});

test.each([
  ["1", "it is neither an array of objects nor an object"],
  ['"x"', "it is neither an array of objects nor an object"],
  ["[{}, 1]", "item 1 of the array is not an object"],
  ["[[1]]", "item 0 of the array is not an object"],
  ["[12345678901234567890]", "item 0 of the array is not an object"],
])("json_to_csv() of %s is refused", (json, reason) => {
  const message = `Cannot write the JSON as CSV: ${reason}`;
  expect(() => jsonToCsv(json)).toThrow(expect.objectContaining({ code: "INVALID_JSON", message }));
});

const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, name: `user ${id}`, note: "a, b" }));

test.each([0.01, 0.5, 0.99])(
  "json_to_csv() leaves no trace of its output when it stops with %d of what it needs",
  (part) => {
    const tree = { "/app/f.json": JSON.stringify(rows), "/app/out.csv": "old" };
    const whole = contextOf(tree);
    callUtility(whole, "json_to_csv", ["f.json", "out.csv"]);
    const budget = Math.floor(part * whole.spent());
    const context = contextOf(tree, { budget });
    const before = context.fs.snapshot();
    const args = ["f.json", "out.csv"];
    expect(() => callUtility(context, "json_to_csv", args)).toThrow(BudgetSpent);
    const none = { created: [], modified: [], deleted: [] };
    expect(context.fs.diff(before, context.fs.snapshot())).toEqual(none);
    expect(context.fs.usage().openFiles).toBe(0);
  },
);

test("json_to_csv() writes a file as it gives the text, and tells how far it has come", () => {
  const heard: number[] = [];
  const progress = ({ bytes }: { readonly bytes: number }): void => void heard.push(bytes);
  const json = JSON.stringify(rows);
  const context = contextOf({ "/app/f.json": json }, { progress });
  expect(callUtility(context, "json_to_csv", ["f.json", "out.csv"])).toBeNull();
  const written = new TextDecoder().decode(context.fs.readFile("/app/out.csv"));
  expect(written).toBe(jsonToCsv(json));
  expect(written.split("\n")).toHaveLength(rows.length + 2);
  expect(heard.at(-1)).toBe(json.length);
});

test("csv_to_json() reads what json_to_csv() writes, with each delimiter", () => {
  const cell = fc.string({
    unit: fc.constantFrom("a", "é", "😀", ",", ";", "\t", "|", '"', "\n", "\r", " "),
  });
  const table = fc.array(fc.record({ x: cell, "y,;|\t": cell, z: cell }), { minLength: 1 });
  fc.assert(
    fc.property(table, fc.constantFrom(",", ";", "\t", "|"), (records, delimiter) => {
      const context = contextOf({ "/app/f.json": JSON.stringify(records) });
      callUtility(context, "json_to_csv", ["f.json", { output: "f.csv", delimiter }]);
      const json = callUtility(context, "csv_to_json", ["f.csv", { delimiter }]);
      expect(JSON.parse(String(json))).toEqual(records);
    }),
  );
});
