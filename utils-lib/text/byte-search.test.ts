import fc from "fast-check";
import { expect, test } from "vitest";
import { createByteSearch } from "./byte-search.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ["abc", "xxabcxx", 0, 2],
  ["abc", "xxabcxx", 2, 2],
  ["abc", "xxabcxx", 3, -1],
  ["abc", "ab", 0, -1],
  ["a", "", 0, -1],
  ["aab", "aaab", 0, 1],
  ["é", "caf\u00e9", 0, 3],
])("createByteSearch(%j) finds it in %j from %i at %i", (needle, haystack, from, expected) => {
  expect(createByteSearch(bytes(needle))(bytes(haystack), from)).toBe(expected);
});

test("createByteSearch() agrees with String.indexOf when text and needle are alike", () => {
  const text = (maxLength: number) =>
    fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength });
  fc.assert(
    fc.property(text(40), text(6_000), fc.nat(50), (needle, haystack, from) => {
      expect(createByteSearch(bytes(needle))(bytes(haystack), from)).toBe(
        haystack.indexOf(needle, from),
      );
    }),
    { numRuns: 300 },
  );
});

test("createByteSearch() is linear when every byte nearly matches", () => {
  const haystack = new Uint8Array(2 ** 20).fill(0x7a);
  const needle = new Uint8Array(60_000).fill(0x7a);
  needle[needle.length - 1] = 0x61;
  const found = new Uint8Array([...haystack.subarray(0, 100_000), ...needle]);
  const started = performance.now();
  expect(createByteSearch(needle)(haystack, 0)).toBe(-1);
  needle[0] = 0x79;
  expect(createByteSearch(needle)(haystack, 0)).toBe(-1);
  needle[0] = 0x7a;
  expect(createByteSearch(needle)(found, 0)).toBe(100_000);
  expect(performance.now() - started).toBeLessThan(1_000);
});

test("createByteSearch() keeps to the block that it is given, wherever it lies in memory", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "b", "\u0000", "\u00ff"), maxLength: 40 }),
      fc.string({
        unit: fc.constantFrom("a", "b", "\u0000", "\u00ff"),
        minLength: 1,
        maxLength: 3,
      }),
      fc.nat(9),
      fc.nat(40),
      (text, needle, offset, from) => {
        const latin1 = (one: string): number[] => Array.from(one, (unit) => unit.charCodeAt(0));
        const memory = new Uint8Array(64).fill(latin1(needle)[0] ?? 0);
        memory.set(latin1(text), offset);
        const block = memory.subarray(offset, offset + text.length);
        const found = createByteSearch(Uint8Array.from(latin1(needle)))(block, from);
        expect(found).toBe(from > text.length ? -1 : text.indexOf(needle, from));
      },
    ),
    { numRuns: 3_000 },
  );
});
