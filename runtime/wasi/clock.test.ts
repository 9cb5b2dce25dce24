import { expect, test } from "vitest";
import { createWasiBench, type WasiBench } from "../../test/support/wasi-bench.ts";
import type { Clock } from "../kernel.ts";
import { errno } from "./errno.ts";

const clock: Clock = { realtimeNs: () => 0x0102n, monotonicNs: () => 0x0304n, sleepNs() {} };

function open(): WasiBench {
  return createWasiBench({ clock });
}

test.each([
  [0, [2, 1, 0, 0, 0, 0, 0, 0]],
  [1, [4, 3, 0, 0, 0, 0, 0, 0]],
  [2, [4, 3, 0, 0, 0, 0, 0, 0]],
  [3, [4, 3, 0, 0, 0, 0, 0, 0]],
])("clock_time_get(%i) writes eight bytes", (id, bytes) => {
  const bench = open();
  expect(bench.call("clock_time_get", id, 0n, 16)).toBe(0);
  expect(bench.bytes(15, 10)).toEqual([0x3f, ...bytes, 0x3f]);
});

test("clock_res_get() writes the resolution", () => {
  const bench = open();
  expect(bench.call("clock_res_get", 0, 16)).toBe(0);
  expect(bench.bytes(15, 10)).toEqual([0x3f, 0xe8, 3, 0, 0, 0, 0, 0, 0, 0x3f]);
});

test.each([4, -1, 2 ** 31 - 1])("the clock calls fail with EINVAL when the clock is %i", (id) => {
  const bench = open();
  expect(bench.call("clock_time_get", id, 0n, 16)).toBe(errno.EINVAL);
  expect(bench.call("clock_res_get", id, 16)).toBe(errno.EINVAL);
  expect(bench.touched()).toEqual([]);
});

test.each([65529, -8])("the clock calls fail with EFAULT when the pointer is %i", (pointer) => {
  const bench = open();
  expect(bench.call("clock_time_get", 0, 0n, pointer)).toBe(errno.EFAULT);
  expect(bench.call("clock_res_get", 0, pointer)).toBe(errno.EFAULT);
  expect(bench.touched()).toEqual([]);
});

test("random_get() fills exactly the bytes asked for", () => {
  const bench = createWasiBench({ entropy: (target) => target.fill(7) });
  expect(bench.call("random_get", 32, 3)).toBe(0);
  expect(bench.touched()).toEqual([32, 33, 34]);
  expect(bench.call("random_get", 65535, 2)).toBe(errno.EFAULT);
  expect(bench.call("random_get", 0, -1)).toBe(errno.EFAULT);
  expect(bench.call("random_get", 65536, 0)).toBe(0);
  expect(bench.touched()).toEqual([32, 33, 34]);
});
