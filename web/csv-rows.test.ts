import { expect, test } from "vitest";
import { readCsv } from "./csv-rows.ts";

const limits = { maxRows: 3, maxColumns: 3 };

test.each<[string, string, string[][]]>([
  ["nothing", "", []],
  ["one row without an end", "a,b", [["a", "b"]]],
  [
    "rows with both ends",
    "a,b\r\nc,d\n",
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  ["quotes, separators and ends within quotes", '"a,""b""","c\nd"\n', [['a,"b"', "c\nd"]]],
  ["text after a closing quote", '"a"b,c', [["ab", "c"]]],
  ["a quote that never closes", 'a,"b\nc', [["a", "b\nc"]]],
  ["empty fields", ",\n", [["", ""]]],
  ["an empty field at the end", "a,", [["a", ""]]],
  ["an empty line", "a\n\nb", [["a"], [""], ["b"]]],
])("readCsv() reads %s", (_title, text, rows) => {
  expect(readCsv(text, ",", limits)).toEqual({ rows, isCut: false });
});

test("readCsv() takes other separators, after quotes too", () => {
  expect(readCsv('"a"x\tb,c\n', "\t", limits).rows).toEqual([["ax", "b,c"]]);
});

test.each([
  ["rows", "a\nb\nc\nd\n", [["a"], ["b"], ["c"]]],
  ["columns", "a,b,c,d\n", [["a", "b", "c"]]],
])("readCsv() stops at its limit of %s, and says so", (_title, text, rows) => {
  expect(readCsv(text, ",", limits)).toEqual({ rows, isCut: true });
});

test("readCsv() has no more to say when the last row is the limit", () => {
  expect(readCsv("a\nb\nc\n", ",", limits).isCut).toBe(false);
});
