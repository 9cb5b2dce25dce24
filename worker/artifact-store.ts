/** The artifact cache over some store of the platform, with what was used last in memory. */
import type { ArtifactCache } from "../runtime/index.ts";
import { createMemoryCache } from "./memory-cache.ts";

/** A place that keeps bytes by name, and may lose them. */
export interface ArtifactStore {
  read(name: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Replaces the entry as a whole: a reader sees the old bytes or the new ones. */
  write(name: string, parts: readonly Uint8Array<ArrayBuffer>[]): Promise<void>;
  /** Every entry, in any order. */
  list(): Promise<readonly StoredEntry[]>;
  remove(name: string): Promise<void>;
}

/** One entry of a store. */
export interface StoredEntry {
  readonly name: string;
  readonly bytes: number;
  /** When it was written, in any unit. */
  readonly time: number;
}

/** What a cache works with. */
export interface StoreCacheOptions {
  /** Opened when it is first needed; undefined or a rejection mean that the platform lets nothing be kept. */
  readonly openStore: () => Promise<ArtifactStore | undefined>;
  /** How much stays in memory. Default 64 MiB. */
  readonly maxMemoryBytes?: number;
  /** How much stays in the store: guests decide what is prepared. Default 512 MiB. */
  readonly maxStoreBytes?: number;
  /** Hears, once each, that nothing can be kept and that an entry was damaged. */
  readonly warn: (message: string) => void;
}

const hashBytes = 32;

/** Makes a cache. Each entry is the SHA-256 of its content, then the content: a damaged one is a miss, with a warning. */
export function createStoreCache(options: StoreCacheOptions): ArtifactCache {
  const { openStore, warn, maxStoreBytes = 512 * 2 ** 20 } = options;
  const memory = createMemoryCache(options.maxMemoryBytes ?? 64 * 2 ** 20);
  // Looked at after the first entry, and then whenever a good part of the limit has been written.
  let unchecked = maxStoreBytes;
  const warned = new Set<string>();
  let opening: Promise<ArtifactStore | undefined> | undefined;
  const warnOnce = (topic: string, message: string): void => {
    if (!warned.has(topic)) warn(message);
    warned.add(topic);
  };
  const warnOfStore = (reason: unknown): void =>
    warnOnce(
      "store",
      `fuelbox keeps prepared engines in memory only: cannot write its cache (${nameOf(reason)})`,
    );
  const open = (): Promise<ArtifactStore | undefined> => {
    opening ??= openStore()
      .catch((error: unknown) => {
        warnOfStore(error);
        return undefined;
      })
      .then((store) => {
        if (store === undefined) warnOfStore("storage is denied");
        return store;
      });
    return opening;
  };
  return {
    async get(key): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const known = memory.get(key);
      if (known !== undefined) return known;
      const entry = await (await open())?.read(key).catch(() => undefined);
      if (entry === undefined) return undefined;
      const content = await verified(entry);
      if (content !== undefined) memory.set(key, content);
      else warnOnce("entry", "fuelbox prepares an engine again: its cache has a damaged entry");
      return content;
    },
    async put(key, bytes): Promise<void> {
      memory.set(key, bytes);
      const store = await open();
      if (store === undefined) return;
      try {
        await store.write(key, [await hashOf(bytes), bytes]);
        unchecked += bytes.length;
        if (unchecked < maxStoreBytes / 8) return;
        unchecked = 0;
        await removeOldest(store, maxStoreBytes);
      } catch (error) {
        warnOfStore(error);
      }
    },
  };
}

/** Removes the entries that were written first while there are more than `maxBytes`. */
async function removeOldest(store: ArtifactStore, maxBytes: number): Promise<void> {
  const entries = await store.list();
  let total = entries.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, bytes } of [...entries].sort((a, b) => a.time - b.time)) {
    if (total <= maxBytes) return;
    await store.remove(name);
    total -= bytes;
  }
}

/** The system's code of an error, or its kind: messages of either may hold paths. */
function nameOf(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  return "code" in reason && typeof reason.code === "string" ? reason.code : reason.name;
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

async function verified(
  entry: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (entry.length < hashBytes) return undefined;
  // A view: artifacts are too large to be copied again.
  const content = entry.subarray(hashBytes);
  const hash = await hashOf(content);
  return hash.every((byte, index) => byte === entry[index]) ? content : undefined;
}
