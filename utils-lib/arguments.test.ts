import { expect, test } from "vitest";
import { bindArguments, camelCase } from "./arguments.ts";
import { cost } from "./cost.ts";
import type { Parameter, UtilityRow } from "./utility.ts";

function row(name: string, ...parameters: readonly Omit<Parameter, "doc">[]): UtilityRow {
  return {
    name,
    camelCaseName: camelCase(name),
    module: "text",
    summary: "Does something.",
    parameters: parameters.map((parameter) => ({ ...parameter, doc: "Something." })),
    result: { typescript: "string", python: "str", doc: "Something." },
    example: { args: [], result: "" },
    cost: "One call.",
  };
}

const find = row(
  "find",
  { name: "pattern", type: "string" },
  { name: "path", type: "string", default: "/app", path: true },
  { name: "recursive", type: "boolean", default: true },
);
const grep = row(
  "grep",
  { name: "pattern", type: "string" },
  { name: "files", type: "strings", path: true },
  { name: "regex", type: "boolean", default: true },
);
const head = row(
  "head",
  { name: "file", type: "string", path: true },
  { name: "lines", type: "integer", default: 10, minimum: 0 },
);
const csvToJson = row(
  "csv_to_json",
  { name: "csv_file", type: "string", path: true },
  { name: "output", type: "string", default: null, path: true },
);
const cat = row(
  "cat",
  { name: "files", type: "strings", variadic: true },
  { name: "end", type: "string", default: "" },
);
const wait = row("wait", { name: "time", type: "number", default: null, minimum: 0 });
const list = row("list", {
  name: "by",
  type: "choice",
  choices: ["name", "size"],
  default: "name",
});
const keep = row(
  "keep",
  { name: "data", type: "value" },
  { name: "file", type: "string", default: "f" },
);
const save = row(
  "save",
  { name: "state", type: "record" },
  { name: "file", type: "string", default: "f" },
);

const rows = { find, grep, head, csvToJson, cat, wait, list, keep, save };

test.each([
  ["find", ["*"], {}, { pattern: "*", path: "/app", recursive: true }],
  ["find", ["*", "a", false], {}, { pattern: "*", path: "a", recursive: false }],
  ["find", ["*", null, undefined], {}, { pattern: "*", path: "/app", recursive: true }],
  ["find", ["*", { recursive: false }], {}, { pattern: "*", path: "/app", recursive: false }],
  ["find", ["*", "a", { recursive: false }], {}, { pattern: "*", path: "a", recursive: false }],
  ["find", ["*", undefined, { path: "a" }], {}, { pattern: "*", path: "a", recursive: true }],
  [
    "find",
    [{ pattern: "*", path: undefined }],
    {},
    { pattern: "*", path: "/app", recursive: true },
  ],
  ["find", [], { pattern: "*", path: null }, { pattern: "*", path: "/app", recursive: true }],
  [
    "find",
    ["*", { path: "a" }],
    { recursive: false },
    { pattern: "*", path: "a", recursive: false },
  ],
  ["grep", ["x", ["a", "b"]], {}, { pattern: "x", files: ["a", "b"], regex: true }],
  ["csvToJson", [{ csvFile: "a" }], {}, { csv_file: "a", output: null }],
  ["csvToJson", [{ csv_file: "a" }], { output: "b" }, { csv_file: "a", output: "b" }],
  ["cat", [], {}, { files: [], end: "" }],
  ["cat", ["a", "b"], {}, { files: ["a", "b"], end: "" }],
  ["cat", [["a", "b"], "c"], {}, { files: ["a", "b", "c"], end: "" }],
  ["cat", ["a", { end: "x" }], {}, { files: ["a"], end: "x" }],
  ["cat", [{ files: ["a"] }], { end: "x" }, { files: ["a"], end: "x" }],
  ["wait", [], {}, { time: null }],
  ["wait", [0.5], {}, { time: 0.5 }],
  ["wait", [null], {}, { time: null }],
  ["list", [], {}, { by: "name" }],
  ["list", ["size"], {}, { by: "size" }],
  ["keep", [{ file: 1 }], {}, { data: { file: 1 }, file: "f" }],
  ["keep", [{ a: 1 }, { file: "g" }], {}, { data: { a: 1 }, file: "g" }],
  ["keep", [null], {}, { data: null, file: "f" }],
  ["keep", [[1, "a", [true, null]], "g"], {}, { data: [1, "a", [true, null]], file: "g" }],
  ["save", [{ state: 1 }], {}, { state: { state: 1 }, file: "f" }],
  ["save", [], { state: {} }, { state: {}, file: "f" }],
] as const)("bindArguments(%s, %j, %j) is %j", (name, args, keywords, expected) => {
  expect(bindArguments(rows[name], args, keywords)).toEqual(expected);
});

test.each([
  ["find", [], {}, 'Cannot call "find": parameter "pattern" is missing'],
  ["find", [undefined], {}, 'Cannot call "find": parameter "pattern" is missing'],
  ["find", [null], {}, 'Cannot call "find": parameter "pattern" must be a string, got null'],
  ["find", [7], {}, 'Cannot call "find": parameter "pattern" must be a string, got 7'],
  ["find", [["*"]], {}, 'Cannot call "find": parameter "pattern" must be a string, got a list'],
  ["find", ["*", "a", 1], {}, 'Cannot call "find": parameter "recursive" must be a boolean, got 1'],
  [
    "find",
    ["*", "a", "no"],
    {},
    'Cannot call "find": parameter "recursive" must be a boolean, got a string',
  ],
  [
    "find",
    ["*", {}, "a"],
    {},
    'Cannot call "find": parameter "path" must be a string, got an object',
  ],
  ["find", ["*", "a", true, 1], {}, 'Cannot call "find": at most 3 arguments are taken, got 4'],
  ["find", ["*", { depth: 1 }], {}, 'Cannot call "find": there is no parameter "depth"'],
  ["find", ["*"], { "a\nb": 1 }, 'Cannot call "find": there is no parameter "a\\nb"'],
  [
    "find",
    ["*"],
    JSON.parse('{"__proto__": 1}'),
    'Cannot call "find": there is no parameter "__proto__"',
  ],
  ["find", ["*", "a"], { path: "b" }, 'Cannot call "find": parameter "path" is given twice'],
  [
    "find",
    ["*", { path: "a" }],
    { path: "b" },
    'Cannot call "find": parameter "path" is given twice',
  ],
  [
    "csvToJson",
    [{ csvFile: "a", csv_file: "b" }],
    {},
    'Cannot call "csv_to_json": parameter "csv_file" is given twice',
  ],
  [
    "grep",
    ["x", ["a", 1]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with a number',
  ],
  [
    "grep",
    ["x", [["a"]]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with a list',
  ],
  [
    "grep",
    ["x", [null]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with null',
  ],
  [
    "grep",
    ["x", [undefined]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with nothing',
  ],
  [
    "head",
    ["x", -1],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got -1',
  ],
  [
    "head",
    ["x", 1.5],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got 1.5',
  ],
  [
    "head",
    ["x", Number.NaN],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got NaN',
  ],
  [
    "head",
    ["x", 2 ** 60],
    {},
    `Cannot call "head": parameter "lines" must be an integer of at least 0, got ${2 ** 60}`,
  ],
  [
    "head",
    ["x", "5"],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got a string',
  ],
  [
    "head",
    ["x", 5n],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got a bigint',
  ],
  [
    "cat",
    ["a", [["b"]]],
    {},
    'Cannot call "cat": parameter "files" must be a string or a list of strings, got a list with a list',
  ],
  [
    "wait",
    [Infinity],
    {},
    'Cannot call "wait": parameter "time" must be a number of at least 0, got Infinity',
  ],
  ["wait", [-1], {}, 'Cannot call "wait": parameter "time" must be a number of at least 0, got -1'],
  [
    "wait",
    ["1"],
    {},
    'Cannot call "wait": parameter "time" must be a number of at least 0, got a string',
  ],
  [
    "list",
    ["date"],
    {},
    'Cannot call "list": parameter "by" must be one of "name", "size", got "date"',
  ],
  ["list", [1], {}, 'Cannot call "list": parameter "by" must be one of "name", "size", got 1'],
  ["keep", [], {}, 'Cannot call "keep": parameter "data" is missing'],
  ["keep", [Number.NaN], {}, 'Cannot call "keep": parameter "data" must be plain data, got NaN'],
  ["keep", [[1n]], {}, 'Cannot call "keep": parameter "data" must be plain data, got a bigint'],
  [
    "keep",
    [{ a: undefined }],
    {},
    'Cannot call "keep": parameter "data" must be plain data, got nothing',
  ],
  [
    "keep",
    [new Map()],
    {},
    'Cannot call "keep": parameter "data" must be plain data, got an object of a class',
  ],
  ["save", [[]], {}, 'Cannot call "save": parameter "state" must be an object, got a list'],
  ["save", [null], {}, 'Cannot call "save": parameter "state" must be an object, got null'],
] as const)("bindArguments(%s, %o, %o) refuses", (name, args, keywords, message) => {
  expect(() => bindArguments(rows[name], args, keywords)).toThrow(new TypeError(message));
});

test("bindArguments() pays for structured data before it copies it", () => {
  const paid: number[] = [];
  const pay = (fuel: number): void => void paid.push(fuel);
  bindArguments(keep, [{ key: ["text", 1] }], {}, pay);
  const { dataItem, resultByte } = cost;
  expect(paid).toEqual([dataItem, dataItem + 3 * resultByte, dataItem + 4 * resultByte, dataItem]);
});

test("bindArguments() shortens what it quotes", () => {
  expect(() => bindArguments(find, [{ ["k".repeat(1_000)]: 1 }])).toThrow(
    new TypeError(`Cannot call "find": there is no parameter "${"k".repeat(80)}…"`),
  );
});

test("bindArguments() takes a copy of lists", () => {
  const files = ["a"];
  const bound = bindArguments(grep, ["x", files]);
  files.push("b");
  expect(bound["files"]).toEqual(["a"]);
});

test.each([
  ["find", "find"],
  ["csv_to_json", "csvToJson"],
  ["csv_file", "csvFile"],
  ["utf_8_text", "utf8Text"],
])("camelCase(%j) is %j", (name, expected) => {
  expect(camelCase(name)).toBe(expected);
});
