import { expect, test } from "vitest";
import { testHost } from "../../test/support/run-python.ts";
import { createMemoryCache } from "../../test/support/wasi-run.ts";
import type { EngineHost } from "../engine.ts";
import { hashOf } from "../hash.ts";
import { preparePython } from "./prepare.ts";
import { decodeState, encodeState, loadPrepared } from "./prepared.ts";

const parts = await preparePython(testHost);

test("preparePython() makes the same bytes as the preparation that filled the cache", async () => {
  const cache = createMemoryCache();
  await loadPrepared({ ...testHost, cache }, async () => parts);
  expect(cache.entries.size).toBe(2);
  for (const [key, bytes] of cache.entries) {
    const earlier = await testHost.cache.get(key);
    expect(await hashOf(bytes)).toBe(await hashOf(earlier ?? new Uint8Array()));
  }
});

// Refreshed with `vitest -u` when what is prepared changes; pages are held to it as well.
test("preparePython() makes the bytes of the golden file, on every engine", async () => {
  const hashes = [await hashOf(encodeState(parts)), await hashOf(parts.wasm)];
  const text = `state ${hashes[0]}\nmodule ${hashes[1]}\n`;
  await expect(text).toMatchFileSnapshot("../../test/golden/python-prepared.txt");
});

test("preparePython() says what it does", async () => {
  const said: string[] = [];
  const refusing: EngineHost = {
    ...testHost,
    onProgress: (message) => {
      said.push(`${message}`);
      throw new Error("enough");
    },
  };
  await expect(preparePython(refusing)).rejects.toThrow("enough");
  expect(said).toEqual(["Preparing Python, once: metering the interpreter (1/3)"]);
});

test("loadPrepared() prepares once for calls at the same time, and then reads the cache", async () => {
  let count = 0;
  const prepare = async () => {
    count += 1;
    return parts;
  };
  const cache = createMemoryCache();
  const host = { ...testHost, cache };
  const all = await Promise.all([
    loadPrepared(host, prepare),
    loadPrepared({ ...host }, prepare),
    loadPrepared(host, prepare),
  ]);
  expect(new Set(all).size).toBe(1);
  const again = await loadPrepared(host, prepare);
  expect(count).toBe(1);
  expect(again.snapshot.memoryBytes).toBe(parts.snapshot.memoryBytes);
  expect([...cache.entries.keys()]).toEqual([
    expect.stringMatching(/^python-[0-9a-f]{64}$/),
    expect.stringMatching(/^python-[0-9a-f]{64}-module$/),
  ]);
});

test.each([
  ["cut short", (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, 1000)],
  ["empty", () => new Uint8Array()],
  ["something else", () => new Uint8Array(100_000).fill(0xff)],
  ["without its snapshot", (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0, 0, 8)],
])("loadPrepared() prepares anew when the cache holds bytes that are %s", async (_what, damage) => {
  const cache = createMemoryCache();
  const host = { ...testHost, cache };
  let count = 0;
  const prepare = async () => {
    count += 1;
    return parts;
  };
  await loadPrepared(host, prepare);
  for (const [key, bytes] of cache.entries) cache.entries.set(key, damage(bytes.slice()));
  await loadPrepared(host, prepare);
  await loadPrepared(host, prepare);
  expect(count).toBe(2);
});

test("loadPrepared() does without a cache that fails", async () => {
  const failing = async (): Promise<never> => {
    throw new Error("disk full");
  };
  const host = { ...testHost, cache: { get: failing, put: failing } };
  const { stdlib } = await loadPrepared(host, async () => parts);
  expect(stdlib.exists("/python314.zip/json/__init__.pyc")).toBe(true);
});

test("loadPrepared() tries again after a preparation that failed", async () => {
  const host = { ...testHost, cache: createMemoryCache() };
  const failing = loadPrepared(host, async () => {
    throw new Error("no asset");
  });
  await expect(failing).rejects.toThrow("no asset");
  await expect(loadPrepared(host, async () => parts)).resolves.toBeDefined();
});

test("decodeState() gives back what encodeState() took", async () => {
  const bytes = encodeState(parts);
  const decoded = decodeState(bytes);
  expect(decoded?.meta).toEqual(parts.meta);
  expect(await hashOf(encodeState(decoded ?? parts))).toBe(await hashOf(bytes));
});
