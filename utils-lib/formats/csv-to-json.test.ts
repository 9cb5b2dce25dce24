import { expect, test } from "vitest";
import { BudgetSpent, contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";

const tree = {
  "/app/people.csv": "name,age\nAda,36\nGrace,85\n",
  "/app/bom.csv": Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x0a, 0x31),
  "/app/only-bom.csv": Uint8Array.of(0xef, 0xbb, 0xbf),
  "/app/two-boms.csv": Uint8Array.of(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 0x61, 0x0a, 0x31),
  "/app/latin1.csv": Uint8Array.of(0x61, 0x0a, 0xe9, 0x0a),
  "/app/empty.csv": "",
  "/app/folder/x": "",
  "/app/full/.partial-0": "someone else's",
  "/app/link.json": { link: "folder/target.json" },
  "/app/escape.json": { link: "/etc/new.json" },
  "/app/escape": { link: "/etc" },
  "/etc/x.csv": "a\n1\n",
};
const people = '[{"name": "Ada", "age": "36"}, {"name": "Grace", "age": "85"}]';

function csvToJson(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "csv_to_json", args);
}

function read({ fs }: TestContext, path: string): string {
  return new TextDecoder("utf-8", { fatal: true }).decode(fs.readFile(path));
}

function names({ fs }: TestContext, path: string): readonly string[] {
  return fs.readdir(path).map(({ name }) => name);
}

test.each([
  ["people.csv", people],
  ["bom.csv", '[{"a": "1"}]'],
  ["only-bom.csv", "[]"],
  ["two-boms.csv", '[{"\ufeffa": "1"}]'],
  ["latin1.csv", '[{"a": "\ufffd"}]'],
  ["empty.csv", "[]"],
])("csv_to_json(%j) gives %s", (file, expected) => {
  expect(csvToJson(contextOf(tree), file)).toBe(expected);
});

test.each([
  [";", '"a;b";c\n1,2;"x;y"\n', '[{"a;b": "1,2", "c": "x;y"}]'],
  ["\t", 'a\tb\n1,2\t"x\ty"\n', '[{"a": "1,2", "b": "x\\ty"}]'],
  ["|", "a|b\n1\t|2;\n", '[{"a": "1\\t", "b": "2;"}]'],
])("csv_to_json() reads values with %j between them", (delimiter, csv, json) => {
  const context = contextOf({ "/app/f.csv": csv });
  expect(csvToJson(context, "f.csv", { delimiter })).toBe(json);
});

test("csv_to_json() tells how far it has come", () => {
  const heard: number[] = [];
  const context = contextOf(
    { "/app/f.csv": `a\n${"x\n".repeat(100_000)}` },
    { progress: ({ bytes }) => void heard.push(bytes) },
  );
  csvToJson(context, "f.csv");
  expect(heard).toEqual([65_536, 131_072, 196_608, 200_002]);
});

test.each([
  ["out.json", "/app/out.json"],
  ["people.csv", "/app/people.csv"],
  ["link.json", "/app/folder/target.json"],
  ["full/out.json", "/app/full/out.json"],
])("csv_to_json() writes to %j and gives null", (output, path) => {
  const context = contextOf(tree);
  expect(csvToJson(context, "people.csv", output)).toBeNull();
  expect(read(context, path)).toBe(people);
  expect(names(context, "/app/full").includes(".partial-0")).toBe(true);
  expect(names(context, "/app").filter((name) => name.startsWith("."))).toEqual([]);
  expect(context.fs.lstat("/app/link.json").type).toBe("symlink");
  expect(context.fs.usage().openFiles).toBe(0);
});

test("csv_to_json() writes valid UTF-8 even when its input is not", () => {
  const context = contextOf(tree);
  csvToJson(context, "latin1.csv", { output: "out.json" });
  expect(read(context, "/app/out.json")).toBe('[{"a": "\ufffd"}]');
});

test.each([
  [["missing.csv"], { code: "ENOENT", path: "/app/missing.csv" }],
  [["folder"], { code: "EISDIR" }],
  [["/etc/x.csv"], { code: "PATH_ESCAPE_ATTEMPT" }],
  [["escape/x.csv"], { code: "PATH_ESCAPE_ATTEMPT" }],
  [["people.csv", "/etc/out.json"], { code: "PATH_ESCAPE_ATTEMPT" }],
  [["people.csv", "../app2/out.json"], { code: "PATH_ESCAPE_ATTEMPT" }],
  [["people.csv", "escape.json"], { code: "PATH_ESCAPE_ATTEMPT" }],
  [["people.csv", "escape/out.json"], { code: "PATH_ESCAPE_ATTEMPT" }],
  [["people.csv", "folder"], { code: "EISDIR", path: "/app/folder" }],
  [["people.csv", "none/out.json"], { code: "ENOENT", path: "/app/none/out.json" }],
  [["missing.csv", "out.json"], { code: "ENOENT", path: "/app/missing.csv" }],
])("csv_to_json(%j) raises and changes nothing", (args, expected) => {
  const context = contextOf(tree);
  const before = context.fs.snapshot();
  expect(() => csvToJson(context, ...args)).toThrow(expect.objectContaining(expected));
  expect(context.fs.diff(before, context.fs.snapshot())).toEqual({
    created: [],
    modified: [],
    deleted: [],
  });
  expect(context.fs.usage().openFiles).toBe(0);
});

const rows = Array.from({ length: 10_000 }, (_, index) => {
  const quoted = index % 10 === 0 ? '"said ""hi"", then left"' : "plain words in a cell";
  return `${index},user${index}@example.org,2026-11-20T10:00:00Z,${quoted},${index * 37},some more text,ok`;
});
const large = `id,email,time,note,amount,comment,state\n${rows.join("\n")}\n`;

test("csv_to_json() of 10,000 rows costs less than 50 million", () => {
  const context = contextOf({ "/app/f.csv": large });
  const json = csvToJson(context, "f.csv");
  expect(JSON.parse(String(json))).toHaveLength(10_000);
  expect(context.spent()).toBeLessThan(50_000_000);
  expect(context.spent()).toBeGreaterThan(4 * large.length);
});

test.each([1_000, 10_000, 300_000, 3_000_000, 5_500_000])(
  "csv_to_json() leaves no trace of its output when it stops with a budget of %i",
  (budget) => {
    const context = contextOf({ "/app/f.csv": large, "/app/out.json": "old" }, { budget });
    const before = context.fs.snapshot();
    expect(() => csvToJson(context, "f.csv", "out.json")).toThrow(BudgetSpent);
    expect(context.fs.diff(before, context.fs.snapshot())).toEqual({
      created: [],
      modified: [],
      deleted: [],
    });
    expect(read(context, "/app/out.json")).toBe("old");
    expect(context.fs.usage().openFiles).toBe(0);
  },
);

test("csv_to_json() charges the same for the same call", () => {
  const [first, second] = [0, 1].map(() => {
    const context = contextOf({ "/app/f.csv": large });
    csvToJson(context, "f.csv");
    return context.charges;
  });
  expect(first).toEqual(second);
});

test("csv_to_json() refuses a result that would fill the host, but writes it", () => {
  const csv = `${"k".repeat(10_000)}\n${"x\n".repeat(1_000)}`;
  const context = contextOf({ "/app/f.csv": csv }, { maxResultBytes: 2 ** 20 });
  expect(() => csvToJson(context, "f.csv")).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
  csvToJson(context, "f.csv", "out.json");
  expect(context.fs.stat("/app/out.json").size).toBe(
    2 + 999 * 2 + 1_000 * (10_000 + '{"": "x"}'.length),
  );
});
