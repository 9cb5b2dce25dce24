import { expect, test } from "vitest";
import { createMemoryCache } from "./memory-cache.ts";

const bytes = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);

test("set() forgets what was set first when there is too much", () => {
  const cache = createMemoryCache(7);
  for (const key of ["a", "b", "c"]) cache.set(key, bytes(3));
  expect(["a", "b", "c"].map((key) => cache.get(key)?.length)).toEqual([undefined, 3, 3]);
});

test("set() counts what it replaces only once", () => {
  const cache = createMemoryCache(7);
  for (let round = 0; round < 5; round++) cache.set("a", bytes(4));
  cache.set("b", bytes(3));
  expect([cache.get("a")?.length, cache.get("b")?.length]).toEqual([4, 3]);
});

test("set() keeps nothing that is larger than the cache", () => {
  const cache = createMemoryCache(7);
  cache.set("a", bytes(3));
  cache.set("b", bytes(8));
  expect([cache.get("a"), cache.get("b")]).toEqual([undefined, undefined]);
});
