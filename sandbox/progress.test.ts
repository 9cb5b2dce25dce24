import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { EngineHost } from "../runtime/index.ts";
import { withProgress } from "./progress.ts";

const host: EngineHost = {
  loadAsset: async () => new Uint8Array(),
  cache: { get: async () => undefined, put: async () => {} },
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function hear(): { readonly heard: string[]; readonly step: (step: string | undefined) => void } {
  const heard: string[] = [];
  const { onProgress } = withProgress(host, (message) => heard.push(message));
  return { heard, step: (step) => onProgress?.(step) };
}

test("withProgress() keeps silent when preparing takes less than a second", () => {
  const { heard, step } = hear();
  step("one");
  vi.advanceTimersByTime(900);
  step(undefined);
  vi.advanceTimersByTime(10_000);
  expect(heard).toEqual([]);
});

test("withProgress() tells the step that is on after a second, and each that follows", () => {
  const { heard, step } = hear();
  step("one");
  vi.advanceTimersByTime(500);
  step("two");
  vi.advanceTimersByTime(500);
  step("three");
  expect(heard).toEqual(["two", "three"]);
});

test("withProgress() is patient again when a preparation is over", () => {
  const { heard, step } = hear();
  step("one");
  vi.advanceTimersByTime(1000);
  step(undefined);
  step("again");
  vi.advanceTimersByTime(999);
  expect(heard).toEqual(["one"]);
});

test("withProgress() leaves the host as it is when nobody listens", () => {
  expect(withProgress(host, undefined)).toBe(host);
});
