import fc from "fast-check";
import { expect, test } from "vitest";
import { NumberText, readJson } from "./json-reader.ts";
import { jsonText } from "./json-writer.ts";
import { parseExactJson, parseJson } from "./parse-json.ts";

test("readJson() reads what JSON.stringify() writes as JSON.parse() does", () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom("", " ", "\n\t"), (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent);
      const expected: unknown = JSON.parse(text);
      expect(JSON.parse(jsonText(readJson(text)))).toEqual(expected);
      expect(JSON.parse(jsonText(parseExactJson(text)))).toEqual(expected);
      expect(parseJson(text)).toEqual(expected);
    }),
    { numRuns: 1_000 },
  );
});

test("readJson() refuses what JSON.parse() refuses", () => {
  const text = fc.string({
    unit: fc.constantFrom(...'[]{},:"\\u00e1-.eE+tfn ', "true", "null", "\u0001", "\u007f"),
    maxLength: 12,
  });
  fc.assert(
    fc.property(text, (json) => {
      expect(outcome(readJson, json)).toBe(outcome(JSON.parse, json));
      expect(outcome(parseJson, json)).toBe(outcome(JSON.parse, json));
    }),
    { numRuns: 5_000 },
  );
});

function outcome(parse: (text: string) => unknown, json: string): string {
  try {
    return JSON.stringify(parse(json));
  } catch {
    return "refused";
  }
}

test.each([
  ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"', '"\\/\b\f\n\r\té😀'],
  ['"\\ud800"', "\ud800"],
  ['"\u007f\u0085"', "\u007f\u0085"],
])("readJson(%j) reads escapes", (json, text) => {
  expect(readJson(json)).toBe(text);
});

test.each([
  ["9007199254740991", 9007199254740991],
  ["9007199254740993", new NumberText("9007199254740993")],
  ["-123456789012345678901234567890", new NumberText("-123456789012345678901234567890")],
  ["12345678901234567890.5", 12345678901234567000],
  ["1E400", Number.POSITIVE_INFINITY],
])("readJson(%s) keeps long integers as they are written", (json, value) => {
  expect(readJson(json)).toEqual(value);
});

test.each([
  ['{"b":[1,{"a":null}],"a":"é\\n"}', '{"b": [1, {"a": null}], "a": "é\\n"}'],
  ["[]", "[]"],
  ["{}", "{}"],
  ["[9007199254740993,true,1.5]", "[9007199254740993, true, 1.5]"],
])("jsonText() writes %s as Python does", (json, text) => {
  expect(jsonText(parseExactJson(json))).toBe(text);
});
