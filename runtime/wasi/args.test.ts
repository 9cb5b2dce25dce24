import { expect, test } from "vitest";
import { createWasiBench } from "../../test/support/wasi-bench.ts";
import { errno } from "./errno.ts";

const options = { args: ["prog", "é", ""], env: { A: "1", LONG: "ö=x" } };

test.each([
  ["args_sizes_get", 3, 5 + 3 + 1],
  ["environ_sizes_get", 2, 4 + 10],
] as const)("%s() writes the count and the bytes", (name, count, bytes) => {
  const bench = createWasiBench(options);
  expect(bench.call(name, 8, 16)).toBe(0);
  expect([bench.u32(8), bench.u32(16)]).toEqual([count, bytes]);
  expect(bench.touched()).toEqual([8, 9, 10, 11, 16, 17, 18, 19]);
});

test.each([
  ["args_get", "prog\0é\0\0", [0, 5, 8]],
  ["environ_get", "A=1\0LONG=ö=x\0", [0, 4]],
] as const)("%s() writes pointers and strings and nothing else", (name, text, starts) => {
  const bench = createWasiBench(options);
  const length = new TextEncoder().encode(text).length;
  expect(bench.call(name, 8, 100)).toBe(0);
  expect(bench.text(100, length)).toBe(text);
  expect(starts.map((_, index) => bench.u32(8 + 4 * index))).toEqual(starts.map((at) => 100 + at));
  expect(bench.touched().at(0)).toBe(8);
  expect(bench.bytes(8 + 4 * starts.length, 4)).toEqual([0x3f, 0x3f, 0x3f, 0x3f]);
  expect(bench.touched().at(-1)).toBe(100 + length - 1);
});

test.each([
  ["args_sizes_get", 65533, 0],
  ["args_sizes_get", 0, 65533],
  ["args_get", 65532, 0],
  ["args_get", 0, 65530],
  ["args_get", -4, 0],
  ["environ_get", 0, -1],
] as const)("%s(%i, %i) fails with EFAULT and writes nothing", (name, first, second) => {
  const bench = createWasiBench(options);
  expect(bench.call(name, first, second)).toBe(errno.EFAULT);
  expect(bench.touched()).toEqual([]);
});
