import { expect, test } from "vitest";
import { maxSourceBytes, readSourceText } from "./source-text.ts";

test.each([
  ["text", new TextEncoder().encode("print('é')"), "print('é')"],
  ["a mark at its start", Uint8Array.of(0xef, 0xbb, 0xbf, 97), "a"],
  ["nothing", new Uint8Array(), ""],
  ["as much as is allowed", new Uint8Array(maxSourceBytes).fill(32), " ".repeat(maxSourceBytes)],
])("readSourceText() reads %s", (_title, bytes, text) => {
  expect(readSourceText(bytes)).toBe(text);
});

test.each([
  ["NUL", Uint8Array.of(97, 0)],
  ["what is no UTF-8", Uint8Array.of(97, 0xff)],
  ["more than is allowed", new Uint8Array(maxSourceBytes + 1).fill(32)],
])("readSourceText() refuses %s", (_title, bytes) => {
  expect(readSourceText(bytes)).toBeUndefined();
});
