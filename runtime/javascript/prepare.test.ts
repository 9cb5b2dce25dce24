import { expect, test, vi } from "vitest";
import {
  createMemoryCache,
  createTestHost,
  runJavaScript,
} from "../../test/support/run-javascript.ts";
import { openJavaScriptEngine } from "./index.ts";

const stackBytes = 96 * 1024;

vi.setConfig({ testTimeout: 120_000 });

test("openJavaScriptEngine() prepares the same bytes each time", async () => {
  const caches = [createMemoryCache(), createMemoryCache()];
  for (const cache of caches) {
    const engine = await openJavaScriptEngine(createTestHost(cache), { stackBytes });
    await engine.prepare?.(32 * 2 ** 20);
  }
  const [first, second] = caches.map(({ entries }) => entries);
  expect(first?.size).toBe(2);
  expect(second).toEqual(first);
});

test("openJavaScriptEngine() prepares once for runs at the same time, whatever their limits", async () => {
  const cache = createMemoryCache();
  const puts: string[] = [];
  const put = async (key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    puts.push(key);
    await cache.put(key, bytes);
  };
  const engine = await openJavaScriptEngine(createTestHost({ ...cache, put }), { stackBytes });
  const source = "console.log(1)";
  const ends = await Promise.all([
    runJavaScript({ source, engine }),
    runJavaScript({ source, engine }),
    runJavaScript({ source, engine, maxMemoryBytes: 2 ** 24 }),
  ]);
  expect(ends.map(({ stdout }) => stdout)).toEqual(["1\n", "1\n", "1\n"]);
  expect(new Set(ends.map(({ fuel }) => fuel)).size).toBe(1);
  expect(new Set(puts).size).toBe(puts.length);
  expect(puts.length).toBe(2);
});

test("openJavaScriptEngine() takes what the cache holds, and does without what is broken", async () => {
  const cache = createMemoryCache();
  const run = async (): Promise<bigint> => {
    const engine = await openJavaScriptEngine(createTestHost(cache), { stackBytes });
    const { stdout, fuel } = await runJavaScript({ source: "console.log(1)", engine });
    expect(stdout).toBe("1\n");
    return fuel;
  };
  const fuel = await run();
  expect(await run()).toBe(fuel);
  for (const key of cache.entries.keys()) cache.entries.set(key, new Uint8Array([9, 9, 9, 9, 1]));
  expect(await run()).toBe(fuel);
});

test("openJavaScriptEngine() does without a cache that fails", async () => {
  const fail = async (): Promise<never> => {
    throw new Error("Cannot use the cache");
  };
  const host = createTestHost({ get: fail, put: fail });
  const engine = await openJavaScriptEngine(host, { stackBytes });
  const { stdout } = await runJavaScript({ source: "console.log(1)", engine });
  expect(stdout).toBe("1\n");
});

test("openJavaScriptEngine() can be asked again after preparing has failed", async () => {
  const { loadAsset, cache } = createTestHost();
  const wasm = await loadAsset("quickjs.wasm");
  const broken = { cache, loadAsset: async () => wasm.slice(0, 100) };
  const engine = await openJavaScriptEngine(broken, { stackBytes });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await expect(engine.prepare?.(2 ** 25)).rejects.toThrow();
  }
});
