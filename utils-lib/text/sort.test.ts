import fc from "fast-check";
import { expect, test } from "vitest";
import { contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { callUtility } from "../call-utility.ts";
import { compareStretches, sortStretches } from "./line-order.ts";

const tree = {
  "/app/words": "pear\nApple\nfig\napple\n\nfig",
  "/app/numbers": "10\n9\n-1\n+3\nx\n 2.50\n2.5\n1e3\n007\n-0\n",
  "/app/table": "b 2 x\na 10 y\nc  2 w\nd\n",
  "/app/csv": "b,2\na,10\nc,2\nd\n,\n",
  "/app/long":
    "123456789012345678901\n123456789012345678900\n-123456789012345678901\n0.1234567890123456789\n0.12345678901234567\n0000000000000000000000\n",
  "/app/cases": "ÉTÉ\nété\nstraße\nSTRASSE\nzoo\nétá\n",
  "/app/planes": "\u{10000}\n\uffff\n\ue000\nz\n",
  "/app/nuls": "a\0b\na\0\na\nab\na\0\0\n",
  "/app/crlf": "b\r\na\r\nb\n",
  "/app/bad": Uint8Array.of(0xff, 0x0a, 0xc3, 0xa9, 0x0a, 0x61, 0x0a),
  "/app/empty": "",
};

function sort(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "sort", args);
}

test.each([
  [["words"], "\nApple\napple\nfig\nfig\npear\n"],
  [["words", { reverse: true }], "pear\nfig\nfig\napple\nApple\n\n"],
  [["words", { unique: true }], "\nApple\napple\nfig\npear\n"],
  [["words", { ignore_case: true }], "\nApple\napple\nfig\nfig\npear\n"],
  [["words", { ignore_case: true, unique: true }], "\nApple\nfig\npear\n"],
  [["words", { ignore_case: true, reverse: true, unique: true }], "pear\nfig\nApple\n\n"],
  [["numbers", { numeric: true }], "-1\n+3\n-0\nx\n1e3\n 2.50\n2.5\n007\n9\n10\n"],
  [["numbers", { numeric: true, stable: true }], "-1\n+3\nx\n-0\n1e3\n 2.50\n2.5\n007\n9\n10\n"],
  [
    ["numbers", { numeric: true, stable: true, reverse: true }],
    "10\n9\n007\n 2.50\n2.5\n1e3\n+3\nx\n-0\n-1\n",
  ],
  [["numbers", { numeric: true, unique: true }], "-1\n+3\n1e3\n 2.50\n007\n9\n10\n"],
  [
    ["long", { numeric: true }],
    "-123456789012345678901\n0000000000000000000000\n0.12345678901234567\n0.1234567890123456789\n123456789012345678900\n123456789012345678901\n",
  ],
  [["table", { key: 2 }], "d\na 10 y\nb 2 x\nc  2 w\n"],
  [["table", { key: 2, numeric: true }], "d\nb 2 x\nc  2 w\na 10 y\n"],
  [["table", { key: 2, numeric: true, reverse: true, stable: true }], "a 10 y\nb 2 x\nc  2 w\nd\n"],
  [["table", { key: 3 }], "d\nc  2 w\nb 2 x\na 10 y\n"],
  [["csv", { key: 2, delimiter: "," }], ",\nd\na,10\nb,2\nc,2\n"],
  [["csv", { key: 2, delimiter: ",", unique: true }], "d\na,10\nb,2\n"],
  [["cases", { ignore_case: true, stable: true }], "straße\nSTRASSE\nzoo\nétá\nÉTÉ\nété\n"],
  [["planes"], "z\n\ue000\n\uffff\n\u{10000}\n"],
  [["nuls"], "a\na\0\na\0\0\na\0b\nab\n"],
  [["crlf"], "a\r\nb\nb\r\n"],
  [["bad"], "a\né\n\ufffd\n"],
  [["empty"], ""],
  [["empty", { unique: true, reverse: true }], ""],
])("sort(%j) is %j", (args, expected) => {
  expect(sort(contextOf(tree), ...args)).toBe(expected);
});

test("sort() refuses an empty delimiter and a field that is none", () => {
  expect(() => sort(contextOf(tree), "csv", { key: 1, delimiter: "" })).toThrow(
    new TypeError('Cannot call "sort": parameter "delimiter" must not be empty'),
  );
  expect(() => sort(contextOf(tree), "csv", { key: 0 })).toThrow(TypeError);
});

const line = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "b", "\0", "é", "\u{10000}", "\uffff"), maxLength: 9 }),
  fc.constantFrom("", "same beginning 1", "same beginning 2", "same beginning"),
);
/** Lines that differ in some of their digits only. */
const numbered = fc
  .tuple(fc.constantFrom(1, 10, 1_000, 1_000_000), fc.array(fc.nat(1_000_000), { maxLength: 200 }))
  .map(([end, all]) => all.map((number) => `row-${String(number % end).padStart(7, "0")}`));
const lines = fc.oneof(fc.array(line, { maxLength: 200 }), numbered);

test("sort() gives code point order", () => {
  const byCodePoint = (a: string, b: string): number =>
    Buffer.compare(Buffer.from(a), Buffer.from(b));
  fc.assert(
    fc.property(lines, (all) => {
      const context = contextOf({ "/app/f": all.map((one) => `${one}\n`).join("") });
      const sorted = all.toSorted(byCodePoint);
      const joined = (some: readonly string[]): string => some.map((one) => `${one}\n`).join("");
      expect(sort(context, "f")).toBe(joined(sorted));
      expect(sort(context, "f", { reverse: true })).toBe(joined(sorted.toReversed()));
      expect(sort(context, "f", { unique: true })).toBe(joined([...new Set(sorted)]));
    }),
    { numRuns: 300 },
  );
});

test("sort() keeps lines with equal numbers in the order of the file when it is stable", () => {
  const row = fc.tuple(fc.integer({ min: -3, max: 3 }), fc.constantFrom("x", "y", "z"));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 100 }), (rows) => {
      const text = (some: readonly (readonly [number, string])[]): string =>
        some.map(([number, word]) => `${word},${number}\n`).join("");
      const context = contextOf({ "/app/f": text(rows) });
      const options = { key: 2, delimiter: ",", numeric: true, stable: true };
      const ascending = rows.toSorted(([a], [b]) => a - b);
      const descending = rows.toSorted(([a], [b]) => b - a);
      expect(sort(context, "f", options)).toBe(text(ascending));
      expect(sort(context, "f", { ...options, reverse: true })).toBe(text(descending));
    }),
    { numRuns: 300 },
  );
});

test("sortStretches() leaves equal stretches as they are, however long they are", () => {
  const bytes = new Uint8Array(4_000).fill(0x61);
  const starts = Uint32Array.from({ length: 40 }, (_, index) => index * 100);
  const ends = starts.map((start) => start + 100);
  const order = Uint32Array.from(starts, (_, index) => 39 - index);
  const before = [...order];
  sortStretches({ bytes, starts, ends }, order);
  expect([...order]).toEqual(before);
  expect(compareStretches({ bytes, starts, ends }, 0, 39)).toBe(0);
});

test("sort() of a million short lines is whole", () => {
  const count = 1_000_000;
  const text = Array.from({ length: count }, (_, index) => `${(index * 7_919) % count}\n`).join("");
  const result = String(sort(contextOf({ "/app/f": text }), "f", { numeric: true }));
  expect(result.length).toBe(text.length);
  expect(result.slice(0, 12)).toBe("0\n1\n2\n3\n4\n5\n");
  expect(result.endsWith("\n999998\n999999\n")).toBe(true);
});
