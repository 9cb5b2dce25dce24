import { expect, test } from "vitest";
import { assemble } from "../../test/support/wat.ts";
import { limitMemory } from "./memory-limit.ts";

const module = assemble(
  `(module (import "a" "b" (func)) (memory (export "memory") 2 40000)
   (func (export "grow") (result i32) (memory.grow (i32.const 1))) (data (i32.const 9) "x"))`,
);

test.each([
  ["more than there is at the start", 3 * 65_536, [2, -1]],
  ["a part of a page more", 3 * 65_536 + 9, [2, -1]],
  ["less than there is at the start", 1, [-1, -1]],
  ["as much as takes more bytes to write", 20_000 * 65_536, [2, 3]],
])("limitMemory() lets a memory grow to %s", (_what, maxBytes, grown) => {
  const limited = new WebAssembly.Module(limitMemory(module, maxBytes));
  const { grow, memory } = new WebAssembly.Instance(limited, { a: { b: () => {} } }).exports;
  if (typeof grow !== "function" || !(memory instanceof WebAssembly.Memory)) throw new Error();
  expect(new Uint8Array(memory.buffer)[9]).toBe(120);
  expect([grow(), grow()]).toEqual(grown);
});

test.each([
  ["no memory", "(module (func))"],
  ["a memory without a maximum", "(module (memory 1))"],
  ["an imported memory", '(module (import "a" "m" (memory 1 2)))'],
])("limitMemory() refuses a module with %s", (_what, text) => {
  expect(() => limitMemory(assemble(text), 65_536)).toThrow(TypeError);
});
