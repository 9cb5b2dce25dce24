import fc from "fast-check";
import { expect, test } from "vitest";
import { countNewlines } from "./count-newlines.ts";

test.each([
  ["", 0, 0, 0],
  ["\n", 0, 1, 1],
  ["\n\n\n\n\n\n\n\n\n", 0, 9, 9],
  ["\n\n\n\n\n\n\n\n\n", 1, 8, 7],
  ["a\nb\nc\n", 2, 2, 0],
  ["a\nb\nc\n", 1, 4, 2],
  ["\u000b\t\u008a\u010a", 0, 6, 0],
])("countNewlines(%j, %i, %i) is %i", (text, from, to, expected) => {
  expect(countNewlines(new TextEncoder().encode(text), from, to)).toBe(expected);
});

test("countNewlines() agrees with a loop wherever the bytes lie in memory", () => {
  const byte = fc.oneof(fc.constant(0x0a), fc.constantFrom(0, 9, 11, 0x8a, 0xff), fc.nat(255));
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 60 }),
      fc.nat(7),
      fc.nat(60),
      fc.nat(60),
      (bytes, offset, a, b) => {
        // Newlines around the block show whether more than it is read.
        const memory = new Uint8Array(bytes.length + 16).fill(0x0a);
        memory.set(bytes, offset);
        const block = memory.subarray(offset, offset + bytes.length);
        const [from = 0, to = 0] = [a, b]
          .map((at) => Math.min(at, bytes.length))
          .sort((x, y) => x - y);
        const expected = bytes.slice(from, to).filter((one) => one === 0x0a).length;
        expect(countNewlines(block, from, to)).toBe(expected);
      },
    ),
    { numRuns: 2_000 },
  );
});
