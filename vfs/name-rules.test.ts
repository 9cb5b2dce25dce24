import fc from "fast-check";
import { expect, test } from "vitest";
import { isLongName, nameFault, pathFault, utf8Length } from "./name-rules.ts";

test("utf8Length() is what TextEncoder makes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});

test.each([
  ["", "ENOENT"],
  ["a\0b", "EINVAL"],
  ["a\ud800", "EILSEQ"],
  ["\udc00a", "EILSEQ"],
  ["\ud800\ud800\udc00", "EILSEQ"],
  ["\ud83d\ude00", undefined],
  ["x".repeat(4095), undefined],
  ["x".repeat(4096), "ENAMETOOLONG"],
  ["é".repeat(2047), undefined],
  ["é".repeat(2048), "ENAMETOOLONG"],
])("pathFault(%o) is %o", (path, expected) => {
  expect(pathFault(path)).toBe(expected);
});

test.each([
  ["x".repeat(255), false],
  ["x".repeat(256), true],
  [`${"é".repeat(127)}x`, false],
  ["é".repeat(128), true],
  ["😀".repeat(63), false],
  ["😀".repeat(64), true],
])("isLongName(%o) is %o", (name, expected) => {
  expect(isLongName(name)).toBe(expected);
});

test.each([
  ["ok", undefined],
  [".", "EINVAL"],
  ["..", "EINVAL"],
  ["...", undefined],
  ["a/b", "EINVAL"],
  ["", "ENOENT"],
  ["a\0", "EINVAL"],
  ["x".repeat(256), "ENAMETOOLONG"],
])("nameFault(%o) is %o", (name, expected) => {
  expect(nameFault(name)).toBe(expected);
});
