import fc from "fast-check";
import { expect, test } from "vitest";
import { maxRequestDepth, maxRequestValues, parseBoundedJson } from "./bounded-json.ts";

test.each([
  "null",
  '""',
  '"[{,"',
  '"\\"[\\\\"',
  '{"a\\\\": [1, "],", {"b": []}], "": "\\\\\\""}',
  `${"[".repeat(maxRequestDepth)}${"]".repeat(maxRequestDepth)}`,
])("parseBoundedJson(%j) is what JSON.parse says", (text) => {
  expect(parseBoundedJson(text)).toEqual(JSON.parse(text));
});

test("parseBoundedJson() takes any JSON of an ordinary size", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(parseBoundedJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each(["", "{", '"', '"\\', "[1,", "x", '{"a" 1}'])(
  "parseBoundedJson(%j) refuses what is no JSON",
  (text) => {
    expect(() => parseBoundedJson(text)).toThrow(SyntaxError);
  },
);

test("parseBoundedJson() refuses what nests too deep", () => {
  const depth = maxRequestDepth + 1;
  expect(() => parseBoundedJson(`${"[".repeat(depth)}${"]".repeat(depth)}`)).toThrow(
    new RangeError(`it nests deeper than ${maxRequestDepth}`),
  );
  expect(() => parseBoundedJson("[".repeat(10_000_000))).toThrow(RangeError);
});

test("parseBoundedJson() refuses what holds too much", () => {
  const most = `[${"0,".repeat(maxRequestValues - 2)}0]`;
  expect(parseBoundedJson(most)).toHaveLength(maxRequestValues - 1);
  for (const text of [`[0,${most.slice(1)}`, `[${"[],".repeat(maxRequestValues)}0]`]) {
    expect(() => parseBoundedJson(text)).toThrow(
      new RangeError(`it holds more than ${maxRequestValues} values`),
    );
  }
});

test("parseBoundedJson() takes a string of any content in a straight line", () => {
  const text = JSON.stringify('\\"'.repeat(100_000));
  expect(parseBoundedJson(text)).toBe('\\"'.repeat(100_000));
});
