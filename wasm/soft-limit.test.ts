import { describe, expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { FuelMeter, type InstrumentOptions, instrument, sealExports } from "./index.ts";

/** Counts by calls, and in a loop without calls. Catches everything. */
const counting = assemble(`(module
  (type $step (func (param i32) (result i32)))
  (table 2 funcref)
  (elem (i32.const 0) $inc)
  (func $inc (export "inc") (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
  (func (export "calls") (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (call $inc (local.get $sum)))
      (br_if $next (i32.lt_u (local.get $sum) (local.get $n))))
    (local.get $sum))
  (func (export "indirect") (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (call_indirect (type $step) (local.get $sum) (i32.const 0)))
      (br_if $next (i32.lt_u (local.get $sum) (local.get $n))))
    (local.get $sum))
  (func (export "spin") (loop (br 0)))
  (func $down (export "caught") (result i32)
    (try (result i32) (do (loop (drop (call $inc (i32.const 1))) (br 0)) (i32.const 1))
      (catch_all (i32.const 2)))))`);

const all: readonly InstrumentOptions[] = [
  { abi: "register" },
  { abi: "local" },
  { abi: "register", trapFuel: "boundary" },
  { abi: "register", stack: { bytes: 100_000 }, memory: { maxBytes: 0 } },
  { abi: "local", stack: { bytes: 100_000 } },
];

const modes = ["entry", "loop"] as const;
const everyMode = modes.flatMap((resume) => all.map((options) => ({ resume, ...options })));

function open(options: InstrumentOptions) {
  const { bytes, meta } = instrument(counting, { resume: "entry", ...options });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const meter = FuelMeter.attach({ exports }, meta);
  const call = (name: string, ...args: number[]): unknown =>
    (exports[name] as (...args: number[]) => unknown)(...args);
  return { call, meter, meta, exports };
}

describe.each(everyMode)("%j", (options) => {
  test("counts as without it, and stops at the same place", () => {
    const plain = instrument(counting, { ...options, resume: false });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(plain.bytes));
    const plainMeter = FuelMeter.attach(instance, plain.meta);
    const { call, meter } = open(options);
    for (const name of ["calls", "indirect"]) {
      plainMeter.set(100_000);
      meter.set(100_000);
      const callee = instance.exports[name] as (n: number) => number;
      expect(call(name, 500)).toBe(callee(500));
      expect(meter.consumed).toBe(plainMeter.consumed);
      for (const budget of [1, 2, 60, 61, 62, 63, 64, 65, 66, 67, 68]) {
        plainMeter.set(budget);
        meter.set(budget);
        expect(() => callee(500)).toThrow(WebAssembly.RuntimeError);
        expect(() => call(name, 500)).toThrow(WebAssembly.RuntimeError);
        expect([meter.trapReason, meter.remaining]).toEqual(["fuel", plainMeter.remaining]);
      }
    }
  });

  test("asks once when a function is entered below the limit", () => {
    const { call, meter } = open(options);
    const seen: bigint[] = [];
    meter.onSoftLimit = ({ remaining }) => seen.push(remaining) > 0;
    meter.set(100_000);
    meter.setSoftLimit(99_000);
    expect(call("calls", 1000)).toBe(1000);
    expect(seen).toHaveLength(1);
    expect(seen[0]).toBeLessThanOrEqual(99_000n);
    expect(seen[0]).toBeGreaterThan(98_980n);
    expect(meter.trapReason).toBeUndefined();
  });

  test("lets the host cut a run into slices", () => {
    const { call, meter } = open(options);
    meter.set(1_000_000);
    call("calls", 2000);
    const unsliced = meter.consumed;
    let slices = 0;
    meter.onSoftLimit = (one) => {
      slices++;
      one.setSoftLimit(one.remaining - 1000n);
      return true;
    };
    meter.set(1_000_000);
    meter.setSoftLimit(999_000n);
    expect(call("calls", 2000)).toBe(2000);
    expect(meter.consumed).toBe(unsliced);
    expect(slices).toBeGreaterThanOrEqual(Number(unsliced / 1020n));
    expect(slices).toBeLessThanOrEqual(Number(unsliced / 1000n));
  });

  test("lets the host give more before a guest is out of fuel", () => {
    const { call, meter } = open(options);
    meter.onSoftLimit = (one) => {
      one.add(500n);
      one.setSoftLimit(100);
      return true;
    };
    meter.set(200);
    meter.setSoftLimit(100);
    expect(call("indirect", 300)).toBe(300);
    const { consumed } = meter;
    meter.onSoftLimit = undefined;
    meter.set(100_000);
    call("indirect", 300);
    expect(consumed).toBe(meter.consumed);
  });

  test("stops the guest where it cannot catch it", () => {
    const { call, meter } = open(options);
    meter.set(100_000);
    meter.setSoftLimit(99_000);
    meter.onSoftLimit = () => false;
    expect(() => call("caught")).toThrow(WebAssembly.RuntimeError);
    expect(meter.trapReason).toBe("stopped");
    expect(meter.remaining).toBeGreaterThan(98_900n);
    const failure = new Error("the host is broken");
    meter.set(100_000);
    meter.setSoftLimit(99_000);
    meter.onSoftLimit = () => {
      throw failure;
    };
    expect(() => call("caught")).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.softLimitError]).toEqual(["stopped", failure]);
  });

  test("stops a loop without calls at the end of the budget, not before", () => {
    const isAsked = options.resume === "loop";
    const { call, meter } = open(options);
    let asked = 0;
    meter.onSoftLimit = () => {
      asked++;
      return true;
    };
    meter.set(5000);
    meter.setSoftLimit(4000);
    expect(() => call("spin")).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.remaining]).toEqual(["fuel", 0n]);
    expect(asked > 0).toBe(isAsked);
  });
});

test.each(all)(
  'resume "loop" asks in loops without calls, which may get more, with %j',
  (options) => {
    const { call, meter } = open({ ...options, resume: "loop" });
    let asked = 0;
    meter.onSoftLimit = (one) => {
      if (++asked <= 10) one.add(500n);
      one.setSoftLimit(100);
      return asked < 1_000;
    };
    meter.set(1_000);
    meter.setSoftLimit(100);
    expect(() => call("spin")).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.consumed, meter.remaining]).toEqual(["fuel", 6_000n, 0n]);
    expect(asked).toBeGreaterThan(10);
  },
);

test("instrument() names what the host needs for soft limits, and glue does not see it", () => {
  const { meta, exports } = open({});
  expect(meta.exports).toMatchObject({ soft: "__fuel_soft", slow: "__fuel_slow" });
  expect(Object.keys(sealExports(exports, meta))).toEqual([
    ...["inc", "calls", "indirect", "spin", "caught"],
  ]);
  const empty = instrument(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0), { resume: "entry" });
  expect(empty.meta.exports).toEqual({ left: "__fuel_left", trap: "__fuel_trap" });
});

test("setSoftLimit() and add() refuse what makes no sense", () => {
  const { meter } = open({});
  expect(() => meter.setSoftLimit(-1)).toThrow(RangeError);
  expect(() => meter.setSoftLimit(1n << 63n)).toThrow("it must be from 0 to");
  meter.set(5);
  expect(() => meter.add(-1n)).toThrow("Cannot add fuel");
  expect(() => meter.add((1n << 63n) - 1n)).toThrow(RangeError);
  expect(meter.remaining).toBe(5n);
  const { bytes, meta } = instrument(counting);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  expect(() => FuelMeter.attach(instance, meta).setSoftLimit(5)).toThrow(
    'Cannot set a soft limit: instrument the module with resume "entry"',
  );
});

test("attach() refuses an instance without the handler's table", () => {
  const { exports, meta } = open({});
  const wrong = { ...exports, __fuel_slow: undefined } as unknown as WebAssembly.Exports;
  expect(() => FuelMeter.attach({ exports: wrong }, meta)).toThrow(
    'export "__fuel_slow" must be a table of type funcref',
  );
});
