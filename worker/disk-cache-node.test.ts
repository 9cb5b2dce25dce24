import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDiskCache } from "./disk-cache-node.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "fuelbox-cache-"));
});
afterAll(() => rmSync(root, { recursive: true }));

const bytes = Uint8Array.of(1, 2, 3);

test("get() finds what another process has put", async () => {
  const directory = join(root, "deep/cache");
  await createDiskCache({ directory }).put("key-1", bytes);
  expect(await createDiskCache({ directory }).get("key-1")).toEqual(bytes);
  expect(await createDiskCache({ directory }).get("key-2")).toBeUndefined();
  expect(readdirSync(directory)).toEqual(["key-1.artifact"]);
});

test.each([
  ["was changed", (file: Uint8Array) => file.with(33, 9)],
  ["was cut", (file: Uint8Array) => file.subarray(0, 34)],
  ["is shorter than a hash", (file: Uint8Array) => file.subarray(0, 3)],
  ["is empty", () => new Uint8Array()],
])("get() takes an artifact that %s for a miss, and warns once", async (title, damage) => {
  const directory = join(root, title);
  await createDiskCache({ directory }).put("key", bytes);
  const path = join(directory, "key.artifact");
  writeFileSync(path, damage(readFileSync(path)));
  const warnings: string[] = [];
  const cache = createDiskCache({ directory, warn: (message) => warnings.push(message) });
  expect([await cache.get("key"), await cache.get("key")]).toEqual([undefined, undefined]);
  expect(warnings).toEqual(["fuelbox prepares an engine again: its cache has a damaged entry"]);
});

test.runIf(existsSync("/proc"))("put() gives up where no directory can be made", async () => {
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const cache = createDiskCache({ directory: "/proc/fuelbox/cache", warn });
  await cache.put("a", bytes);
  expect(await cache.get("a")).toEqual(bytes);
  expect(warnings).toHaveLength(1);
});

test("put() keeps artifacts in memory and warns once when nothing can be written", async () => {
  const directory = join(root, "file");
  writeFileSync(directory, "");
  const warnings: string[] = [];
  const cache = createDiskCache({ directory, warn: (message) => warnings.push(message) });
  await cache.put("a", bytes);
  await cache.put("b", bytes);
  expect(await cache.get("a")).toEqual(bytes);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).not.toContain(root);
});

test("put() forgets the oldest in memory when there is too much of it", async () => {
  const directory = join(root, "file");
  const cache = createDiskCache({ directory, warn: () => {}, maxMemoryBytes: 7 });
  for (const key of ["a", "b", "c"]) await cache.put(key, bytes);
  expect(await cache.get("a")).toBeUndefined();
  expect(await cache.get("b")).toEqual(bytes);
  expect(await cache.get("c")).toEqual(bytes);
});

test("put() removes the oldest of its own files when there is too much on disk", async () => {
  const directory = join(root, "full");
  const cache = createDiskCache({ directory, maxDiskBytes: 120 });
  for (const key of ["a", "b", "c"]) {
    await cache.put(key, new Uint8Array(20));
    utimesSync(join(directory, `${key}.artifact`), 0, key.charCodeAt(0));
    writeFileSync(join(directory, "not-ours"), new Uint8Array(1000));
    utimesSync(join(directory, "not-ours"), 0, 0);
  }
  expect(readdirSync(directory)).toEqual(["b.artifact", "c.artifact", "not-ours"]);
  expect(existsSync(join(directory, "a.artifact"))).toBe(false);
});
