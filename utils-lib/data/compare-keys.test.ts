import fc from "fast-check";
import { expect, test } from "vitest";
import { compareKeys, type SortKey } from "./compare-keys.ts";

const texts = fc.string({ unit: "binary" });
const key: fc.Arbitrary<SortKey> = fc.oneof(fc.integer(), fc.boolean(), fc.bigInt());

test("compareKeys() orders texts as their UTF-8 bytes", () => {
  fc.assert(
    fc.property(texts, texts, (a, b) => {
      const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(compareKeys(a, b))).toBe(bytes);
    }),
  );
});

test("compareKeys() is an order of numbers, and of lists of them", () => {
  fc.assert(
    fc.property(fc.array(key), fc.array(key), fc.array(key), (a, b, c) => {
      const ab = compareKeys(a, b);
      expect(Math.sign(compareKeys(b, a))).toBe(-Math.sign(ab) + 0);
      if (ab <= 0 && compareKeys(b, c) <= 0) expect(compareKeys(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test.each<[unknown, unknown, string]>([
  [1, "1", "a number and a string"],
  ["a", ["a"], "a string and a list"],
  [[1], ["a"], "a number and a string"],
  [null, null, "null and null"],
  [undefined, 1, "nothing and a number"],
  [{}, {}, "an object and an object"],
  [Symbol.iterator, 1, "a symbol and a number"],
])("compareKeys(%o, %o) refuses", (a, b, kinds) => {
  expect(() => Reflect.apply(compareKeys, undefined, [a, b])).toThrow(
    new TypeError(`Cannot sort: there is no order of ${kinds}`),
  );
});
