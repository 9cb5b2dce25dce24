import fc from "fast-check";
import { expect, test } from "vitest";
import { createFuelAccount, type FuelGauge } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";

function gauge(): FuelGauge & { remaining: bigint } {
  return {
    remaining: 0n,
    pay(fuel) {
      const left = this.remaining - BigInt(fuel);
      this.remaining = left > 0n ? left : 0n;
      return left >= 0n;
    },
    set(fuel) {
      this.remaining = BigInt(fuel);
    },
  };
}

test.each([-1n, 2n ** 63n])(
  "createFuelAccount() throws RangeError when the limit is %s",
  (limit) => {
    expect(() => createFuelAccount(limit)).toThrow(RangeError);
  },
);

test("charge() takes from the balance when no meter is attached", () => {
  const account = createFuelAccount(100n);
  account.charge(40);
  account.charge(0.5);
  expect([account.used, account.remaining]).toEqual([41n, 59n]);
});

test.each([-5, Number.NEGATIVE_INFINITY])("charge() never adds fuel when asked for %s", (fuel) => {
  const account = createFuelAccount(100n);
  account.charge(fuel);
  expect(account.used).toBe(0n);
});

test("charge() pays the last unit and stops at the next", () => {
  const account = createFuelAccount(10n);
  account.charge(10);
  expect(account.remaining).toBe(0n);
  expect(() => account.charge(1)).toThrow(GuestStop);
});

test("charge() leaves everything used when the balance does not cover it", () => {
  const account = createFuelAccount(10n);
  const meter = gauge();
  account.attach(meter);
  let stop: unknown;
  try {
    account.charge(11);
  } catch (error) {
    stop = error;
  }
  expect(stop).toMatchObject({ outcome: "out-of-fuel", exitCode: 152 });
  expect([account.used, account.remaining, meter.remaining]).toEqual([10n, 0n, 0n]);
});

test("attach() lets the meter hold the balance until it is detached", () => {
  const account = createFuelAccount(100n);
  account.charge(1);
  const meter = gauge();
  const detach = account.attach(meter);
  expect(meter.remaining).toBe(99n);
  meter.remaining = 60n;
  expect(account.used).toBe(40n);
  account.charge(10);
  expect(meter.remaining).toBe(50n);
  detach();
  meter.remaining = 7n;
  expect(account.used).toBe(50n);
});

test("remaining is never below zero when a meter overran", () => {
  const account = createFuelAccount(100n);
  const meter = gauge();
  const detach = account.attach(meter);
  meter.remaining = -3n;
  expect([account.remaining, account.used]).toEqual([0n, 100n]);
  detach();
  expect([account.remaining, account.used]).toEqual([0n, 100n]);
});

test("attach() gives the outer meter what the inner left", () => {
  const account = createFuelAccount(100n);
  const outer = gauge();
  const inner = gauge();
  const detachOuter = account.attach(outer);
  outer.remaining = 80n;
  const detachInner = account.attach(inner);
  expect(inner.remaining).toBe(80n);
  inner.remaining = 30n;
  detachInner();
  expect(outer.remaining).toBe(30n);
  detachOuter();
  expect(account.used).toBe(70n);
});

test("attach() refuses to detach a meter that another one covers", () => {
  const account = createFuelAccount(1n);
  const detach = account.attach(gauge());
  account.attach(gauge());
  expect(detach).toThrow("Cannot detach a meter: it is not attached last");
});

test("halt() empties the meter but not the balance", () => {
  const account = createFuelAccount(100n);
  const meter = gauge();
  const detach = account.attach(meter);
  meter.remaining = 90n;
  account.halt();
  account.halt();
  expect([meter.remaining, account.used]).toEqual([0n, 10n]);
  account.charge(5);
  expect([meter.remaining, account.used]).toEqual([0n, 15n]);
  detach();
  expect(account.used).toBe(15n);
});

test("halt() of an inner program leaves the outer one its fuel", () => {
  const account = createFuelAccount(100n);
  const outer = gauge();
  const detachOuter = account.attach(outer);
  const inner = gauge();
  const detachInner = account.attach(inner);
  inner.remaining = 40n;
  account.halt();
  detachInner();
  expect(outer.remaining).toBe(40n);
  detachOuter();
});

test("halt() changes nothing when no meter is attached", () => {
  const account = createFuelAccount(100n);
  account.halt();
  expect(account.remaining).toBe(100n);
});

test("used and remaining add up to the limit whatever happens", () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("charge" as const), amount: fc.nat(60) }),
    fc.record({ kind: fc.constantFrom("attach", "detach", "halt", "run"), amount: fc.nat(60) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const account = createFuelAccount(1000n);
      const attached: { meter: FuelGauge; detach: () => void; isHalted: boolean }[] = [];
      let used = 0n;
      for (const { kind, amount } of steps) {
        const top = attached.at(-1);
        if (kind === "charge") {
          try {
            account.charge(amount);
            used += BigInt(amount);
          } catch {
            used = 1000n;
          }
        } else if (kind === "attach") {
          const meter = gauge();
          attached.push({ meter, detach: account.attach(meter), isHalted: false });
        } else if (kind === "detach") {
          attached.pop()?.detach();
        } else if (kind === "halt") {
          account.halt();
          if (top !== undefined) top.isHalted = true;
        } else if (top !== undefined && !top.isHalted) {
          const spent = BigInt(amount) < top.meter.remaining ? BigInt(amount) : top.meter.remaining;
          top.meter.set(top.meter.remaining - spent);
          used += spent;
        }
        expect(account.used).toBe(used);
        expect(account.used + account.remaining).toBe(1000n);
      }
    }),
  );
});
