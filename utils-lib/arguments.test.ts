import { expect, test } from "vitest";
import { bindArguments, camelCase } from "./arguments.ts";
import { utilities } from "./registry.ts";

const { find, grep, head, csvToJson } = utilities;

test.each([
  [find, ["*"], {}, { pattern: "*", path: "/app", recursive: true }],
  [find, ["*", "a", false], {}, { pattern: "*", path: "a", recursive: false }],
  [find, ["*", null, undefined], {}, { pattern: "*", path: "/app", recursive: true }],
  [find, ["*", { recursive: false }], {}, { pattern: "*", path: "/app", recursive: false }],
  [find, ["*", "a", { recursive: false }], {}, { pattern: "*", path: "a", recursive: false }],
  [find, ["*", undefined, { path: "a" }], {}, { pattern: "*", path: "a", recursive: true }],
  [find, [{ pattern: "*", path: undefined }], {}, { pattern: "*", path: "/app", recursive: true }],
  [find, [], { pattern: "*", path: null }, { pattern: "*", path: "/app", recursive: true }],
  [find, ["*", { path: "a" }], { recursive: false }, { pattern: "*", path: "a", recursive: false }],
  [grep, ["x", ["a", "b"]], {}, { pattern: "x", files: ["a", "b"], regex: true }],
  [csvToJson, [{ csvFile: "a" }], {}, { csv_file: "a", output: null }],
  [csvToJson, [{ csv_file: "a" }], { output: "b" }, { csv_file: "a", output: "b" }],
])("bindArguments($name, %j, %j) is %j", (row, args, keywords, expected) => {
  expect(bindArguments(row, args, keywords)).toEqual(expected);
});

test.each([
  [find, [], {}, 'Cannot call "find": parameter "pattern" is missing'],
  [find, [undefined], {}, 'Cannot call "find": parameter "pattern" is missing'],
  [find, [null], {}, 'Cannot call "find": parameter "pattern" must be a string, got null'],
  [find, [7], {}, 'Cannot call "find": parameter "pattern" must be a string, got 7'],
  [find, [["*"]], {}, 'Cannot call "find": parameter "pattern" must be a string, got a list'],
  [find, ["*", "a", 1], {}, 'Cannot call "find": parameter "recursive" must be a boolean, got 1'],
  [
    find,
    ["*", "a", "no"],
    {},
    'Cannot call "find": parameter "recursive" must be a boolean, got a string',
  ],
  [
    find,
    ["*", {}, "a"],
    {},
    'Cannot call "find": parameter "path" must be a string, got an object',
  ],
  [find, ["*", "a", true, 1], {}, 'Cannot call "find": at most 3 arguments are taken, got 4'],
  [find, ["*", { depth: 1 }], {}, 'Cannot call "find": there is no parameter "depth"'],
  [find, ["*"], { "a\nb": 1 }, 'Cannot call "find": there is no parameter "a\\nb"'],
  [
    find,
    ["*"],
    JSON.parse('{"__proto__": 1}'),
    'Cannot call "find": there is no parameter "__proto__"',
  ],
  [find, ["*", "a"], { path: "b" }, 'Cannot call "find": parameter "path" is given twice'],
  [
    find,
    ["*", { path: "a" }],
    { path: "b" },
    'Cannot call "find": parameter "path" is given twice',
  ],
  [
    csvToJson,
    [{ csvFile: "a", csv_file: "b" }],
    {},
    'Cannot call "csv_to_json": parameter "csv_file" is given twice',
  ],
  [
    grep,
    ["x", ["a", 1]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with a number',
  ],
  [
    grep,
    ["x", [["a"]]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with a list',
  ],
  [
    grep,
    ["x", [null]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with null',
  ],
  [
    grep,
    ["x", [undefined]],
    {},
    'Cannot call "grep": parameter "files" must be a string or a list of strings, got a list with nothing',
  ],
  [
    head,
    ["x", -1],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got -1',
  ],
  [
    head,
    ["x", 1.5],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got 1.5',
  ],
  [
    head,
    ["x", Number.NaN],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got NaN',
  ],
  [
    head,
    ["x", 2 ** 60],
    {},
    `Cannot call "head": parameter "lines" must be an integer of at least 0, got ${2 ** 60}`,
  ],
  [
    head,
    ["x", "5"],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got a string',
  ],
  [
    head,
    ["x", 5n],
    {},
    'Cannot call "head": parameter "lines" must be an integer of at least 0, got a bigint',
  ],
])("bindArguments($name, %o, %o) refuses", (row, args, keywords, message) => {
  expect(() => bindArguments(row, args, keywords)).toThrow(new TypeError(message));
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
