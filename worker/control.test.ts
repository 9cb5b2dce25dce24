import { expect, test } from "vitest";
import { createControlCells, createGuestControl, createHostControl } from "./control.ts";

test.each(["cancelled", "timed-out"] as const)("request() tells the guest it is %s", (reason) => {
  const cells = createControlCells();
  const guest = createGuestControl(cells);
  expect(guest.requested()).toBeUndefined();
  createHostControl(cells).request(reason);
  expect(guest.requested()).toBe(reason);
});

test("request() keeps the first reason until reset()", () => {
  const cells = createControlCells();
  const host = createHostControl(cells);
  const guest = createGuestControl(cells);
  host.request("timed-out");
  host.request("cancelled");
  expect(guest.requested()).toBe("timed-out");
  host.reset();
  expect(guest.requested()).toBeUndefined();
});

test("hasHeard() says whether the guest has seen the request, until reset()", () => {
  const cells = createControlCells();
  const host = createHostControl(cells);
  const guest = createGuestControl(cells);
  guest.requested();
  host.request("cancelled");
  expect(host.hasHeard()).toBe(false);
  guest.requested();
  expect(host.hasHeard()).toBe(true);
  host.reset();
  expect(host.hasHeard()).toBe(false);
  expect(createHostControl(undefined).hasHeard()).toBe(false);
});

test("progress() shows what was reported last until reset()", () => {
  const cells = createControlCells();
  const host = createHostControl(cells);
  const reported = {
    fuelUsed: Number.MAX_SAFE_INTEGER,
    memoryBytes: 4 * 2 ** 30,
    stdoutDropped: 5,
    stderrDropped: 6,
  };
  createGuestControl(cells).report(reported);
  expect(host.progress()).toEqual(reported);
  host.reset();
  expect(host.progress()).toEqual({
    fuelUsed: 0,
    memoryBytes: 0,
    stdoutDropped: 0,
    stderrDropped: 0,
  });
});

test("wait() returns at once when the guest must end, and after its time otherwise", () => {
  const cells = createControlCells();
  const { wait } = createGuestControl(cells);
  const start = performance.now();
  wait?.(30);
  expect(performance.now() - start).toBeGreaterThanOrEqual(25);
  createHostControl(cells).request("cancelled");
  const stop = performance.now();
  wait?.(10_000);
  expect(performance.now() - stop).toBeLessThan(5_000);
});

test("without cells, requested() looks at the clock", () => {
  const guest = createGuestControl(undefined);
  guest.begin(60_000);
  expect(guest.requested()).toBeUndefined();
  guest.begin(0);
  expect(guest.requested()).toBe("timed-out");
});

test("without cells, nothing is asked and nothing is known", () => {
  const host = createHostControl(undefined);
  const guest = createGuestControl(undefined);
  host.reset();
  host.request("cancelled");
  guest.report({ fuelUsed: 1, memoryBytes: 2, stdoutDropped: 3, stderrDropped: 4 });
  expect(guest.requested()).toBeUndefined();
  expect(guest.wait).toBeUndefined();
  expect(host.progress().fuelUsed).toBe(0);
});
