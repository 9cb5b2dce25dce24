import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockDecoder } from "./block-decoder.ts";

function decodeIn(bytes: Uint8Array, blockLength: number): string {
  const decoder = new BlockDecoder();
  let text = "";
  for (let start = 0; start < bytes.length; start += blockLength) {
    text += decoder.decode(bytes.subarray(start, start + blockLength));
  }
  return text + decoder.end();
}

const whole = new TextDecoder("utf-8", { ignoreBOM: true });

test.each([
  ["ASCII", "plain"],
  ["two bytes", "grüße"],
  ["three bytes and a byte order mark", "\ufeff日本"],
  ["four bytes", "a😀b😀"],
  ["nothing", ""],
])("decode() gives text of %s in blocks of any length", (_title, text) => {
  const bytes = new TextEncoder().encode(text);
  for (let length = 1; length < 6; length++) expect(decodeIn(bytes, length)).toBe(text);
});

test("decode() gives characters as soon as they are complete", () => {
  const decoder = new BlockDecoder();
  const bytes = new TextEncoder().encode("é😀");
  const parts = Array.from(bytes, (byte) => decoder.decode(Uint8Array.of(byte)));
  expect(parts).toEqual(["", "é", "", "", "", "😀"]);
});

test("end() tells of a character that was cut off, once", () => {
  const decoder = new BlockDecoder();
  expect([decoder.decode(Uint8Array.of(0x61, 0xf0, 0x9f)), decoder.end(), decoder.end()]).toEqual([
    "a",
    "\ufffd",
    "",
  ]);
});

test("decode() replaces in blocks what the platform replaces in the whole", () => {
  // Bytes that begin, continue and break characters, more often than chance has them.
  const byte = fc.oneof(
    fc.constantFrom(0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xe2, 0xed, 0xa0, 0xf0, 0x9f, 0xf4, 0xff),
    fc.nat(255),
  );
  fc.assert(
    fc.property(
      fc.array(byte, { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      (list, length) => {
        const bytes = Uint8Array.from(list);
        expect(decodeIn(bytes, length)).toBe(whole.decode(bytes));
      },
    ),
  );
});
