import { expect, test } from "vitest";
import { type ArtifactStore, createStoreCache } from "./artifact-store.ts";

interface MapStore extends ArtifactStore {
  readonly entries: Map<string, { bytes: Uint8Array<ArrayBuffer>; time: number }>;
}

function createMapStore(): MapStore {
  const entries: MapStore["entries"] = new Map();
  let time = 0;
  return {
    entries,
    read: async (name) => entries.get(name)?.bytes,
    async write(name, parts): Promise<void> {
      entries.set(name, { bytes: Uint8Array.from(parts.flatMap((part) => [...part])), time });
      time++;
    },
    list: async () =>
      [...entries]
        .reverse()
        .map(([name, entry]) => ({ name, bytes: entry.bytes.length, time: entry.time })),
    remove: async (name) => void entries.delete(name),
  };
}

const bytes = Uint8Array.of(1, 2, 3);
const silent = (): void => {};

test("get() finds what another cache has put into the store", async () => {
  const store = createMapStore();
  const options = { openStore: async () => store, warn: silent };
  await createStoreCache(options).put("key-1", bytes);
  expect(store.entries.get("key-1")?.bytes).toHaveLength(35);
  expect(await createStoreCache(options).get("key-1")).toEqual(bytes);
  expect(await createStoreCache(options).get("key-2")).toBeUndefined();
});

test.each([
  ["was changed", (entry: Uint8Array<ArrayBuffer>) => entry.fill(9, 33, 34)],
  ["was cut", (entry: Uint8Array<ArrayBuffer>) => entry.slice(0, 34)],
  ["is shorter than a hash", (entry: Uint8Array<ArrayBuffer>) => entry.slice(0, 3)],
  ["is empty", () => new Uint8Array()],
])("get() takes an artifact that %s for a miss, and warns once", async (_title, damage) => {
  const store = createMapStore();
  const warnings: string[] = [];
  const warn = (message: string) => warnings.push(message);
  const options = { openStore: async () => store, warn };
  await createStoreCache(options).put("key", bytes);
  const entry = store.entries.get("key");
  store.entries.set("key", { bytes: damage(entry?.bytes ?? bytes), time: 0 });
  const cache = createStoreCache(options);
  expect([await cache.get("key"), await cache.get("key")]).toEqual([undefined, undefined]);
  expect(warnings).toEqual(["fuelbox prepares an engine again: its cache has a damaged entry"]);
});

test.each<[string, () => Promise<ArtifactStore | undefined>]>([
  ["there is no store", async () => undefined],
  [
    "opening the store fails",
    async () => {
      throw new DOMException("no", "SecurityError");
    },
  ],
  [
    "writing fails",
    async () => ({
      ...createMapStore(),
      write: async () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    }),
  ],
])("put() keeps artifacts in memory and warns once when %s", async (_title, openStore) => {
  const warnings: string[] = [];
  const cache = createStoreCache({ openStore, warn: (message) => warnings.push(message) });
  await cache.put("a", bytes);
  await cache.put("b", bytes);
  expect(await cache.get("a")).toEqual(bytes);
  expect(await cache.get("c")).toBeUndefined();
  expect(warnings).toEqual([
    expect.stringMatching(
      /^fuelbox keeps prepared engines in memory only: .* \((?:storage is denied|SecurityError|QuotaExceededError)\)$/,
    ),
  ]);
});

test("get() is a miss when reading fails", async () => {
  const store = {
    ...createMapStore(),
    read: async () => {
      throw new DOMException("gone", "NotReadableError");
    },
  };
  const cache = createStoreCache({ openStore: async () => store, warn: silent });
  expect(await cache.get("a")).toBeUndefined();
});

test("put() removes what was written first when there is too much in the store", async () => {
  const store = createMapStore();
  const cache = createStoreCache({
    openStore: async () => store,
    maxStoreBytes: 120,
    warn: silent,
  });
  for (const key of ["a", "b", "c"]) await cache.put(key, new Uint8Array(20));
  expect([...store.entries.keys()]).toEqual(["b", "c"]);
});
