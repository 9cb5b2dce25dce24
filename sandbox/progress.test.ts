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

const piece = 1_000_000;

/** A host that downloads ten pieces, one in each `ms`. */
function downloading(ms: number): EngineHost {
  return {
    ...host,
    async loadAsset(_name, onLoaded) {
      for (let loaded = 0; loaded <= 10; loaded++) {
        onLoaded?.(loaded * piece, 10 * piece);
        if (loaded < 10) await new Promise((resolve) => setTimeout(resolve, ms));
      }
      return new Uint8Array();
    },
  };
}

test("withProgress() tells how far a slow download has come", async () => {
  const heard: unknown[] = [];
  const { loadAsset } = withProgress(downloading(300), (...told) => heard.push(told));
  const loading = loadAsset("pyodide.asm.wasm");
  await vi.advanceTimersByTimeAsync(3000);
  await loading;
  expect(heard).toHaveLength(8);
  const asset = "pyodide.asm.wasm";
  expect(heard.slice(0, 2)).toEqual([
    ["Loading pyodide.asm.wasm: 3.0 of 10.0 MB", { asset, loadedBytes: 3e6, totalBytes: 1e7 }],
    ["Loading pyodide.asm.wasm: 4.0 of 10.0 MB", { asset, loadedBytes: 4e6, totalBytes: 1e7 }],
  ]);
  expect(heard.at(-1)).toMatchObject(["Loading pyodide.asm.wasm: 10.0 of 10.0 MB", {}]);
});

test("withProgress() keeps silent about a quick download, and about what comes from a disk", async () => {
  const heard: unknown[] = [];
  const tell = (message: string): void => void heard.push(message);
  const quick = withProgress(downloading(50), tell).loadAsset("quickjs.wasm");
  await vi.advanceTimersByTimeAsync(500);
  await quick;
  await withProgress(host, tell).loadAsset("quickjs.wasm");
  await vi.advanceTimersByTimeAsync(5000);
  expect(heard).toEqual([]);
});

test("withProgress() tells ten times a second at most how far a download has come", async () => {
  const heard: string[] = [];
  const { loadAsset, onProgress } = withProgress(downloading(30), (message) => heard.push(message));
  onProgress?.("waiting");
  vi.advanceTimersByTime(1000);
  const loading = loadAsset("pyodide.asm.wasm");
  await vi.advanceTimersByTimeAsync(300);
  await loading;
  expect(heard).toEqual([
    "waiting",
    "Loading pyodide.asm.wasm: 0.0 of 10.0 MB",
    "Loading pyodide.asm.wasm: 4.0 of 10.0 MB",
    "Loading pyodide.asm.wasm: 8.0 of 10.0 MB",
    "Loading pyodide.asm.wasm: 10.0 of 10.0 MB",
  ]);
});
