import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createEngineHost, defaultCacheDirectory } from "./artifacts-node.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "fuelbox-artifacts-"));
});
afterAll(() => rmSync(root, { recursive: true }));

const bytes = Uint8Array.of(1, 2, 3);

test("loadAsset() reads QuickJS", async () => {
  const { loadAsset } = createEngineHost({ directory: join(root, "none") });
  const wasm = await loadAsset("quickjs.wasm");
  expect(WebAssembly.validate(wasm)).toBe(true);
  expect(await loadAsset("quickjs.wasm")).toBe(wasm);
});

test("cache.get() finds what another process has put", async () => {
  const directory = join(root, "deep/cache");
  await createEngineHost({ directory }).cache.put("key-1", bytes);
  expect(await createEngineHost({ directory }).cache.get("key-1")).toEqual(bytes);
  expect(readdirSync(directory)).toEqual(["key-1"]);
});

test.each([
  ["was changed", (file: Uint8Array) => file.with(33, 9)],
  ["was cut", (file: Uint8Array) => file.subarray(0, 34)],
  ["is shorter than a hash", (file: Uint8Array) => file.subarray(0, 3)],
  ["is empty", () => new Uint8Array()],
])("cache.get() takes an artifact that %s for a miss", async (title, damage) => {
  const directory = join(root, title);
  await createEngineHost({ directory }).cache.put("key", bytes);
  const path = join(directory, "key");
  writeFileSync(path, damage(readFileSync(path)));
  expect(await createEngineHost({ directory }).cache.get("key")).toBeUndefined();
});

test("cache.put() keeps artifacts in memory and warns once when the directory cannot be written", async () => {
  const directory = join(root, "file");
  writeFileSync(directory, "");
  const warnings: string[] = [];
  const { cache } = createEngineHost({ directory, warn: (message) => warnings.push(message) });
  await cache.put("a", bytes);
  await cache.put("b", bytes);
  expect(await cache.get("a")).toEqual(bytes);
  expect(warnings.length).toBe(1);
  expect(warnings[0]).not.toContain(root);
});

test("cache.put() forgets the oldest in memory when there is too much of it", async () => {
  const directory = join(root, "file");
  const { cache } = createEngineHost({ directory, warn: () => {}, maxMemoryBytes: 7 });
  for (const key of ["a", "b", "c"]) await cache.put(key, bytes);
  expect(await cache.get("a")).toBeUndefined();
  expect(await cache.get("b")).toEqual(bytes);
  expect(await cache.get("c")).toEqual(bytes);
});

test.each([
  [{ FUELBOX_CACHE: "/x/y", XDG_CACHE_HOME: "/z" }, "/x/y"],
  [{ FUELBOX_CACHE: "", XDG_CACHE_HOME: "/z" }, "/z/fuelbox"],
  [{ XDG_CACHE_HOME: "" }, /\/\.cache\/fuelbox$/],
  [{}, /\/\.cache\/fuelbox$/],
])("defaultCacheDirectory() of %j is %s", (env, expected) => {
  expect(defaultCacheDirectory(env)).toMatch(expected);
});
