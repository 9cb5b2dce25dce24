import { expect, test } from "vitest";
import { decodeSnapshot, encodeSnapshot, type Handles, handleNames } from "./snapshot.ts";

const handles = Object.fromEntries(handleNames.map((name, index) => [name, index])) as Handles;

test("decodeSnapshot() gives back what encodeSnapshot() took", () => {
  const snapshot = {
    stackPointer: 5,
    scratch: 6,
    randomOffset: 8,
    handles,
    builtins: ["fs"],
    bytecode: new Map([
      ["a", Uint8Array.of(4)],
      ["b", Uint8Array.of(5, 6)],
    ]),
    memory: Uint8Array.of(1, 2, 3),
    memoryBytes: 65_536,
  };
  expect(decodeSnapshot(encodeSnapshot(snapshot))).toEqual(snapshot);
});

test.each([
  ["cut short", Uint8Array.of(1, 2)],
  ["of another kind", Uint8Array.of(2, 0, 0, 0, 0x31, 0x20, 0xff)],
  ["no JSON", Uint8Array.of(1, 0, 0, 0, 0x7b)],
])("decodeSnapshot() refuses what is %s", (_title, bytes) => {
  expect(() => decodeSnapshot(bytes)).toThrow();
});
