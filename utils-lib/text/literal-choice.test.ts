import { expect, test } from "vitest";
import { createChoiceSearch, literalChoice } from "./literal-choice.ts";

test.each<[string, readonly string[] | undefined]>([
  ["error|warning", ["error", "warning"]],
  ["a b|ü", ["a b", "ü"]],
  ["a|b|c|d|e|f|g|h", ["a", "b", "c", "d", "e", "f", "g", "h"]],
  ["a|b|c|d|e|f|g|h|i", undefined],
  ["error", undefined],
  ["a|", undefined],
  ["|a", undefined],
  ["a||b", undefined],
  ["(a|b)", undefined],
  ["a.|b", undefined],
  ["a\\||b", undefined],
  ["a|b$", undefined],
  ["a|b\r", undefined],
  ["a|b\n", undefined],
  ["a|\ud800", undefined],
])("literalChoice() of %j is %j", (pattern, texts) => {
  expect(literalChoice(pattern)).toEqual(texts);
});

test("createChoiceSearch() finds whichever comes first, from wherever it is asked", () => {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const haystack = encode("one two three two one");
  const search = createChoiceSearch(["two", "one", "none"].map(encode));
  const places = [];
  for (let at = search(haystack, 0); at !== -1; at = search(haystack, at + 1)) places.push(at);
  expect(places).toEqual([0, 4, 14, 18]);
  expect(search(encode("none two"), 0)).toBe(0);
  expect(search(encode("x two"), 1)).toBe(2);
  expect(search(haystack, 5)).toBe(14);
  expect(search(haystack, 19)).toBe(-1);
  expect(search(haystack, 1)).toBe(4);
});

test("createChoiceSearch() forgets what it knew in another block", () => {
  const search = createChoiceSearch([new Uint8Array([1]), new Uint8Array([2])]);
  expect(search(new Uint8Array([0, 0, 2]), 0)).toBe(2);
  expect(search(new Uint8Array([0, 2, 0]), 0)).toBe(1);
});
