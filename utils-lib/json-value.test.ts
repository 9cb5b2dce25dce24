import fc from "fast-check";
import { expect, test } from "vitest";
import { copyJson, maxJsonDepth, NotJson } from "./json-value.ts";

const free = (): void => {};

/** A list in a list in a list … */
function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level++) value = [value];
  return value;
}

test.each([
  [null],
  [true],
  [-1.5],
  ["é\0"],
  [[]],
  [{}],
  [[1, [2, { a: null }], "b"]],
  [{ a: { b: [{}] }, "": 1 }],
])("copyJson(%j) is the same data", (value) => {
  expect(copyJson(value, free)).toStrictEqual(value);
});

test("copyJson() gives any plain data as JSON would", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(copyJson(value, free)).toEqual(value);
      expect(JSON.stringify(copyJson(value, free))).toBe(JSON.stringify(value));
    }),
  );
});

test("copyJson() copies what its owner could change", () => {
  const value = { list: [1] };
  const copy = copyJson(value, free);
  value.list.push(2);
  expect(copy).toEqual({ list: [1] });
});

test("copyJson() keeps keys that objects have already", () => {
  const value: unknown = JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}');
  const copy = copyJson(value, free);
  expect(Object.keys(Object(copy))).toEqual(["__proto__", "constructor"]);
  expect(Reflect.getPrototypeOf(Object(copy))).toBe(Object.prototype);
});

test("copyJson() takes objects without a prototype", () => {
  expect(copyJson(Object.assign(Object.create(null), { a: 1 }), free)).toEqual({ a: 1 });
});

test.each<[unknown, string]>([
  [undefined, "plain data, got nothing"],
  [Number.NaN, "plain data, got NaN"],
  [[-Infinity], "plain data, got -Infinity"],
  [1n, "plain data, got a bigint"],
  [{ a: () => 1 }, "plain data, got a function"],
  [[Symbol("x")], "plain data, got a symbol"],
  [new Date(0), "plain data, got an object of a class"],
  [new Uint8Array(1), "plain data, got an object of a class"],
])("copyJson(%o) refuses", (value, message) => {
  expect(() => copyJson(value, free)).toThrow(NotJson);
  expect(() => copyJson(value, free)).toThrow(message);
});

test("copyJson() refuses what nests too deep, or in itself", () => {
  const round: unknown[] = [];
  round.push(round);
  const message = `nested at most ${maxJsonDepth} deep`;
  expect(copyJson(nested(maxJsonDepth), free)).toEqual(nested(maxJsonDepth));
  expect(() => copyJson(nested(maxJsonDepth + 1), free)).toThrow(message);
  expect(() => copyJson(round, free)).toThrow(message);
});

test("copyJson() can be stopped at any value", () => {
  let left = 3;
  const pay = (): void => {
    if (left-- === 0) throw new RangeError("stop");
  };
  expect(() => copyJson([1, 2, 3, 4], pay)).toThrow("stop");
});
