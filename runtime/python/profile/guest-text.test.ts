import { expect, test } from "vitest";
import { GuestReader } from "./guest-reader.ts";
import { readBytes, readText } from "./guest-text.ts";

/** A memory with an object at 64: words, then bytes. */
function memoryWith(words: readonly number[], content: readonly number[]): GuestReader {
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Uint32Array(memory.buffer, 64).set(words);
  new Uint8Array(memory.buffer, 64 + words.length * 4).set(content);
  return new GuestReader(memory);
}

const state = (kind: number, isAscii: boolean): number =>
  (kind << 2) | (1 << 5) | (isAscii ? 64 : 0);
const ascii = (length: number): number[] => [1, 2, length, 0, state(1, true)];
const wide = (length: number, kind: number): number[] => [
  1,
  2,
  length,
  0,
  state(kind, false),
  0,
  0,
];

test.each([
  ["ASCII", ascii(3), [97, 98, 99], "abc"],
  ["Latin-1", wide(2, 1), [0xe4, 0xdf], "äß"],
  ["two bytes for each character", wide(2, 2), [0x16, 0x04, 0x41, 0], "ЖA"],
  ["four bytes for each character", wide(1, 4), [0x00, 0xf6, 0x01, 0x00], "😀"],
  ["control characters", ascii(4), [27, 91, 10, 127], " [  "],
  ["a lone surrogate", wide(1, 2), [0x00, 0xd8], "\ufffd"],
  ["what is no character", wide(1, 4), [0xff, 0xff, 0xff, 0xff], "\ufffd"],
  ["characters of no width", wide(9, 0), [1, 2, 3], ""],
])("readText() reads %s", (_, words, content, text) => {
  expect(readText(memoryWith(words, content), 64, 100)).toBe(text);
});

test.each([0, 3, 65_530, 2 ** 31, 2 ** 32 - 4])("readText() reads nothing at %d", (address) => {
  expect(readText(memoryWith([], []), address, 100)).toBe("");
});

test("readText() and readBytes() read no more than they may, whatever the object says", () => {
  const reader = memoryWith(ascii(0xffff_ffff), [...Buffer.from("abcdef")]);
  expect(readText(reader, 64, 4)).toBe("abcd");
  const bytes = memoryWith([1, 2, 0xffff_ffff, 0], [5, 6, 7]);
  expect([...readBytes(bytes, 64, 3)]).toEqual([5, 6, 7]);
  expect(readBytes(bytes, 64, 1e9).length).toBe(65_536 - 64 - 16);
});

test("a reader sees growth once it is told", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const reader = new GuestReader(memory);
  memory.grow(1);
  new Uint32Array(memory.buffer)[20_000] = 7;
  expect(reader.word(80_000)).toBe(0);
  reader.refresh();
  expect([reader.word(80_000), reader.word(2 ** 32 - 4), reader.word(131_072)]).toEqual([7, 0, 0]);
});
