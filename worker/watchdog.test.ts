import { expect, test, vi } from "vitest";
import { startWatchdog, type Watchdog } from "./watchdog.ts";

function watch(
  signal?: AbortSignal,
  hasHeard = false,
): { readonly events: string[]; readonly watchdog: Watchdog } {
  const events: string[] = [];
  const watchdog = startWatchdog({
    timeoutMs: 1000,
    graceMs: () => 50,
    ...(signal === undefined ? {} : { signal }),
    hasHeard: () => hasHeard,
    ask: (reason) => events.push(`ask ${reason}`),
    overdue: () => events.push("overdue"),
    end: (reason) => events.push(`end ${reason}`),
  });
  return { events, watchdog };
}

test("startWatchdog() asks at the timeout and ends the worker after the grace", () => {
  vi.useFakeTimers();
  const { events } = watch();
  vi.advanceTimersByTime(999);
  expect(events).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(events).toEqual(["ask timed-out"]);
  vi.advanceTimersByTime(10);
  expect(events).toEqual(["ask timed-out", "overdue"]);
  vi.advanceTimersByTime(39);
  expect(events).toEqual(["ask timed-out", "overdue"]);
  vi.advanceTimersByTime(1);
  expect(events).toEqual(["ask timed-out", "overdue", "end timed-out"]);
  vi.useRealTimers();
});

test("startWatchdog() gives a guest that has heard of its end a second more", () => {
  vi.useFakeTimers();
  const { events } = watch(undefined, true);
  vi.advanceTimersByTime(2_049);
  expect(events).toEqual(["ask timed-out", "overdue"]);
  vi.advanceTimersByTime(1);
  expect(events).toEqual(["ask timed-out", "overdue", "end timed-out"]);
  vi.useRealTimers();
});

test("startWatchdog() does nothing more when it is released", () => {
  vi.useFakeTimers();
  const abort = new AbortController();
  const { events, watchdog } = watch(abort.signal);
  vi.advanceTimersByTime(1005);
  watchdog.release();
  watchdog.stop("cancelled");
  abort.abort();
  vi.advanceTimersByTime(5000);
  expect(events).toEqual(["ask timed-out"]);
  vi.useRealTimers();
});

test.each([
  ["before", true],
  ["during", false],
])("startWatchdog() cancels when its signal is aborted %s the run", (_title, isEarly) => {
  vi.useFakeTimers();
  const abort = new AbortController();
  if (isEarly) abort.abort();
  const { events } = watch(abort.signal);
  abort.abort();
  vi.advanceTimersByTime(5000);
  expect(events).toEqual(["ask cancelled", "overdue", "end cancelled"]);
  vi.useRealTimers();
});

test("stop() keeps the first reason", () => {
  vi.useFakeTimers();
  const { events, watchdog } = watch();
  watchdog.stop("cancelled");
  watchdog.stop("timed-out");
  vi.advanceTimersByTime(5000);
  expect(events).toEqual(["ask cancelled", "overdue", "end cancelled"]);
  vi.useRealTimers();
});
