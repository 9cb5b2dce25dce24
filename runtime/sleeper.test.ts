import { afterEach, expect, test, vi } from "vitest";
import { createSleeper } from "./sleeper.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("createSleeper() wakes up when it is interrupted", () => {
  let looks = 0;
  const sleep = createSleeper({ isInterrupted: () => ++looks > 2 });
  const before = performance.now();
  sleep(60_000_000_000n);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(looks).toBe(3);
});

test("createSleeper() waits in slices of at most 20 ms when the sleep is long", () => {
  const waits: number[] = [];
  let looks = 0;
  createSleeper({ wait: (ms) => waits.push(ms), isInterrupted: () => ++looks > 5 })(10n ** 15n);
  expect(waits).toEqual([20, 20, 20, 20, 20]);
});

test("createSleeper() returns at once when there is nothing to sleep", () => {
  const waits: number[] = [];
  const sleep = createSleeper({ wait: (ms) => waits.push(ms) });
  sleep(0n);
  sleep(-1n);
  expect(waits).toEqual([]);
});

test("createSleeper() sleeps without burning the processor's time", () => {
  const before = process.cpuUsage();
  createSleeper()(200_000_000n);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(150);
});

test("createSleeper() spins when a thread cannot wait", async () => {
  vi.resetModules();
  vi.stubGlobal("WebAssembly", {});
  const { createSleeper: createSpinner } = await import("./sleeper.ts");
  const before = performance.now();
  createSpinner()(2_000_000n);
  expect(performance.now() - before).toBeGreaterThanOrEqual(1.9);
});
