import { expect, test } from "vitest";
import { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import type { IndexMap } from "../const-expression.ts";
import { rewriteElements } from "./elements.ts";

const map: IndexMap = { function: (index) => index + 200, global: (index) => index + 100 };

const offset = [0x41, 0, 0x0b];
const ref3 = [0xd2, 3, 0x0b];
const ref203 = [0xd2, 0xcb, 0x01, 0x0b];
const index203 = [0xcb, 0x01];
const nullRef = [0xd0, 0x70, 0x0b];

// Every form of a segment, in the order of its flags.
test.each<[string, number[], number[], boolean]>([
  ["active", [0, ...offset, 1, 3], [0, ...offset, 1, ...index203], false],
  ["passive", [1, 0, 1, 3], [1, 0, 1, ...index203], true],
  ["active in a table", [2, 9, ...offset, 0, 1, 3], [2, 9, ...offset, 0, 1, ...index203], false],
  ["declared", [3, 0, 1, 3], [3, 0, 1, ...index203], false],
  ["active expressions", [4, ...offset, 1, ...ref3], [4, ...offset, 1, ...ref203], false],
  [
    "passive expressions",
    [5, 0x70, 2, ...nullRef, ...ref3],
    [5, 0x70, 2, ...nullRef, ...ref203],
    true,
  ],
  [
    "active expressions in a table",
    [6, 1, ...offset, 0x63, 5, 1, ...ref3],
    [6, 1, ...offset, 0x63, 5, 1, ...ref203],
    false,
  ],
  ["declared expressions", [7, 0x70, 1, ...ref3], [7, 0x70, 1, ...ref203], false],
])("rewriteElements() replaces functions in %s segments", (_case, before, after, isPassive) => {
  const reader = new ByteReader(Uint8Array.from([2, ...before, ...before]));
  const writer = new ByteWriter();
  expect(rewriteElements(reader, writer, map)).toBe(isPassive);
  expect([...writer.done()]).toEqual([2, ...after, ...after]);
  expect(reader.offset).toBe(reader.end);
});
