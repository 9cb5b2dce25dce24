import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unique } from "./unique.ts";

test("unique() keeps what no item before was equal to", () => {
  // Text has no -0, which is 0 to one comparison and not to the other.
  const data = fc.jsonValue({ maxDepth: 2 }).map((one): unknown => JSON.parse(JSON.stringify(one)));
  const value = fc.oneof(fc.constantFrom(0, 1, "1", true, null, "[1]"), data);
  fc.assert(
    fc.property(fc.array(value), (items) => {
      const expected = items.filter(
        (item, index) => items.findIndex((other) => isDeepStrictEqual(item, other)) === index,
      );
      expect(unique(items)).toEqual(expected);
    }),
  );
});

test("unique() takes objects of classes, and functions, for themselves only", () => {
  const date = new Date(0);
  const run = (): void => {};
  const items = [
    date,
    new Date(0),
    date,
    [date],
    [date],
    [new Date(0)],
    [run],
    [run],
    [Symbol("a")],
  ];
  expect(unique(items)).toEqual([date, items[1], [date], items[5], [run], items[8]]);
});
