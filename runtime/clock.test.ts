import { expect, test } from "vitest";
import { createRealClock, createVirtualClock } from "./clock.ts";

test("createVirtualClock() tells the same times in every run", () => {
  const times = [createVirtualClock(), createVirtualClock()].map((clock) => [
    clock.realtimeNs(),
    clock.monotonicNs(),
    clock.sleepNs(5n),
    clock.monotonicNs(),
    clock.realtimeNs(),
  ]);
  expect(times[0]).toEqual(times[1]);
  expect(times[0]?.[0]).toBe(1_735_689_600_001_000_000n);
  expect(times[0]?.[1]).toBe(2_000_000n);
  expect(times[0]?.[3]).toBe(3_000_005n);
});

test("createVirtualClock() starts and steps as its options say", () => {
  const clock = createVirtualClock({ epochNs: 10n, stepNs: 3n });
  expect([clock.realtimeNs(), clock.monotonicNs(), clock.realtimeNs()]).toEqual([13n, 6n, 19n]);
});

test.each([-1n, 0n])("createVirtualClock() does not go back when %s ns are slept", (ns) => {
  const clock = createVirtualClock({ epochNs: 0n, stepNs: 0n });
  clock.sleepNs(7n);
  clock.sleepNs(ns);
  expect(clock.monotonicNs()).toBe(7n);
});

test("createVirtualClock() stays within 64 bits when a guest sleeps for ages", () => {
  const clock = createVirtualClock();
  clock.sleepNs(2n ** 64n - 1n);
  clock.sleepNs(2n ** 64n - 1n);
  expect(clock.realtimeNs()).toBe(2n ** 63n - 1n);
});

test("createRealClock() follows the machine's time", () => {
  const clock = createRealClock();
  const off = Number(clock.realtimeNs() / 1_000_000n) - Date.now();
  expect(Math.abs(off)).toBeLessThan(50);
  const before = clock.monotonicNs();
  clock.sleepNs(2_000_000n);
  expect(clock.monotonicNs() - before).toBeGreaterThanOrEqual(1_900_000n);
});

test("createRealClock() sleeps by the given sleeper", () => {
  const slept: bigint[] = [];
  createRealClock((ns) => slept.push(ns)).sleepNs(5n);
  expect(slept).toEqual([5n]);
});
