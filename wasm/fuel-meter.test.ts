import { beforeEach, expect, test } from "vitest";
import { FuelMeter, type InstrumentMeta } from "./index.ts";

const meta: InstrumentMeta = {
  version: 1,
  profile: "wasmtime-49",
  abi: "register",
  exports: { left: "left", trap: "trap", stack: "stack" },
  shared: false,
  globals: [],
  memoryBytes: 0,
  gcBytes: 0,
  stackBytes: 700,
  startupFuel: 0,
  stats: { functions: 0, registerFunctions: 0, wrappers: 0, inputBytes: 0, outputBytes: 0 },
};

let left: WebAssembly.Global<"i64">;
let trap: WebAssembly.Global<"i32">;
let stack: WebAssembly.Global<"i32">;
let meter: FuelMeter;

beforeEach(() => {
  left = new WebAssembly.Global({ value: "i64", mutable: true }, 50n);
  trap = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  stack = new WebAssembly.Global({ value: "i32", mutable: true }, 3);
  meter = FuelMeter.attach({ exports: { left, trap, stack } }, meta);
});

test("attach() takes what is in the counter for the budget", () => {
  expect([meter.remaining, meter.consumed]).toEqual([50n, 0n]);
  left.value = 20n;
  expect([meter.remaining, meter.consumed]).toEqual([20n, 30n]);
});

test.each([0, 0n, 1000, 1000n, (1n << 63n) - 1n])("set() takes %s", (budget) => {
  trap.value = 1;
  meter.set(budget);
  expect([meter.remaining, meter.consumed, meter.trapReason]).toEqual([
    BigInt(budget),
    0n,
    undefined,
  ]);
});

test.each([-1, -1n, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1n << 63n])(
  "set() refuses %s and changes nothing",
  (budget) => {
    expect(() => meter.set(budget)).toThrow(RangeError);
    expect(meter.remaining).toBe(50n);
  },
);

test("remaining is never below zero, and consumed never above the budget", () => {
  meter.set(10);
  left.value = -7n;
  expect([meter.remaining, meter.consumed]).toEqual([0n, 10n]);
});

test.each<[bigint | number, boolean, bigint]>([
  [0, true, 50n],
  [49, true, 1n],
  [50n, false, 0n],
  [51, false, 0n],
  [1n << 70n, false, 0n],
])("consume(%s) returns %s", (fuel, isLeft, remaining) => {
  expect(meter.consume(fuel)).toBe(isLeft);
  expect(meter.remaining).toBe(remaining);
  expect(left.value).toBe(remaining);
});

test.each<[bigint | number, boolean, bigint]>([
  [0, true, 50n],
  [49, true, 1n],
  [50n, true, 0n],
  [51, false, 0n],
  [1n << 70n, false, 0n],
])("pay(%s) returns %s", (fuel, isPaid, remaining) => {
  expect(meter.pay(fuel)).toBe(isPaid);
  expect(left.value).toBe(remaining);
});

test.each([-1, -1n, 1.5, Number.NaN])("consume(%s) and pay() throw and take nothing", (fuel) => {
  expect(() => meter.consume(fuel)).toThrow(RangeError);
  expect(() => meter.pay(fuel)).toThrow(RangeError);
  expect(left.value).toBe(50n);
});

test.each([
  [0, undefined],
  [1, "fuel"],
  [2, "stack"],
  [3, "memory"],
  [99, "other"],
])("trapReason of %d is %s", (value, reason) => {
  trap.value = value;
  expect(meter.trapReason).toBe(reason);
});

test("resetStack() sets the whole limit, where there is one", () => {
  meter.resetStack();
  expect(stack.value).toBe(700);
  const { stack: _none, ...exports } = meta.exports;
  FuelMeter.attach({ exports: { left, trap } }, { ...meta, exports, stackBytes: 0 }).resetStack();
  expect(stack.value).toBe(700);
});

test("limitStack() sets another limit, which resetStack() gives back", () => {
  expect(meter.stackRemaining).toBe(3);
  meter.limitStack(500);
  expect([meter.stackRemaining, stack.value]).toEqual([500, 500]);
  stack.value = -20;
  expect(meter.stackRemaining).toBe(0);
  meter.resetStack();
  expect(meter.stackRemaining).toBe(500);
});

test.each([-1, 0.5, 2 ** 31, Number.NaN])("limitStack(%s) throws and changes nothing", (bytes) => {
  expect(() => meter.limitStack(bytes)).toThrow(RangeError);
  expect(stack.value).toBe(3);
});

test("limitStack() refuses a module without a limit", () => {
  const { stack: _none, ...exports } = meta.exports;
  const without = FuelMeter.attach({ exports: { left, trap } }, { ...meta, exports });
  expect(without.stackRemaining).toBeUndefined();
  expect(() => without.limitStack(500)).toThrow(TypeError);
});

test.each([
  [{}, 'export "left" must be a global of type i64'],
  [{ left: trapLike("i32") }, 'export "left" must be a global of type i64'],
  [{ left: trapLike("i64") }, 'export "trap" must be a global of type i32'],
  [{ left: trapLike("i64"), trap: trapLike("i32") }, 'export "stack" must be a global'],
])("attach() refuses the exports of another module", (exports, message) => {
  expect(() => FuelMeter.attach({ exports }, meta)).toThrow(TypeError);
  expect(() => FuelMeter.attach({ exports }, meta)).toThrow(message);
});

function trapLike(value: "i32" | "i64"): WebAssembly.Global {
  return new WebAssembly.Global({ value, mutable: true });
}
