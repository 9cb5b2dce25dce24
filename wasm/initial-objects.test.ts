import { expect, test } from "vitest";
import { buildModule, type ModuleParts, type Word } from "../test/fuzz/build-module.ts";
import { initialObjectBytes } from "./initial-objects.ts";
import { indexModule } from "./module-index.ts";

/** A struct of i32 and v128, arrays of i8, i16, f32, i64 and v128. */
const types = [
  [0x5f, 2, 0x7f, 0, 0x7b, 1],
  ...[0x78, 0x77, 0x7d, 0x7e, 0x7b].map((element) => [0x5e, element, 1]),
];

/** The section that the engine need not know is only read here, never run. */
function bytesOf(parts: ModuleParts): number {
  return initialObjectBytes(indexModule(buildModule({ types, ...parts })));
}

function ofGlobal(...value: readonly Word[]): number {
  return bytesOf({ globals: [{ type: [0x6e, 0], value }] });
}

test.each<[string, Word[], number]>([
  ["nothing", ["ref.null", 0x6e - 0x80], 0],
  ["a small integer", ["i32.const", 5, "ref.i31"], 0],
  ["a struct", ["i32.const", 5, "v128.const", [...new Array(16).fill(0)], "struct.new", 0], 40],
  ["a struct of zeroes", ["struct.new_default", 0], 40],
  ["an array of i8", ["i32.const", 7, "array.new_default", 1], 32 + 7],
  ["an array of i16", ["i32.const", 9, "i32.const", 7, "array.new", 2], 32 + 14],
  ["an array of f32", ["i32.const", 7, "array.new_default", 3], 32 + 28],
  ["an array of i64", ["i64.const", 1, "i64.const", 2, "array.new_fixed", 4, 2], 32 + 16],
  ["an array of v128", ["i32.const", 1, "array.new_default", 5], 32 + 16],
  [
    "a length that is a sum",
    ["i32.const", 9, "i32.const", 2, "i32.add", "array.new_default", 1],
    32 + 11,
  ],
  ["a difference", ["i32.const", 9, "i32.const", 2, "i32.sub", "array.new_default", 1], 32 + 7],
  ["a product", ["i32.const", 9, "i32.const", 2, "i32.mul", "array.new_default", 1], 32 + 18],
  ["a length of 32 bits", ["i32.const", -1, "array.new_default", 1], 32 + 0xffff_ffff],
  [
    "a length above a sum of i64",
    ["i64.const", 1, "i64.const", 2, "i64.add", "i32.const", 3, "array.new", 4],
    32 + 24,
  ],
])("initialObjectBytes() counts %s", (_case, value, bytes) => {
  expect(ofGlobal(...value)).toBe(bytes);
});

test("initialObjectBytes() adds up globals, tables and elements", () => {
  const structNew = [0xfb, 1, 0, 0x0b];
  expect(
    bytesOf({
      globals: [{ type: [0x6e, 0], value: ["struct.new_default", 0] }],
      tables: [[0x40, 0, 0x6e, 0, 3, ...structNew]],
      elements: [[5, 0x6e, 2, ...structNew, ...structNew]],
    }),
  ).toBe(4 * 40);
  expect(bytesOf({})).toBe(0);
});

test.each<[string, Word[]]>([
  ["a global", ["global.get", 0, "array.new_default", 1]],
  ["a sum with a global", ["i32.const", 1, "global.get", 0, "i32.add", "array.new_default", 1]],
])("initialObjectBytes() refuses a length that is %s", (_case, value) => {
  expect(() => ofGlobal(...value)).toThrow(
    expect.objectContaining({ code: "WASM_UNSUPPORTED", offset: expect.any(Number) }),
  );
});
