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
  /** Hears, once, that nothing can be kept. */
  readonly warn: (message: string) => void;
}

const hashBytes = 32;

/** Makes a cache. Each entry is the SHA-256 of its content, then the content: a damaged one is a miss. */
export function createStoreCache(options: StoreCacheOptions): ArtifactCache {
  const { openStore, warn, maxStoreBytes = 512 * 2 ** 20 } = options;
  const memory = createMemoryCache(options.maxMemoryBytes ?? 64 * 2 ** 20);
  // Looked at after the first entry, and then whenever a good part of the limit has been written.
  let unchecked = maxStoreBytes;
  let warned = false;
  let opening: Promise<ArtifactStore | undefined> | undefined;
  const warnOnce = (reason: unknown): void => {
    if (warned) return;
    warned = true;
    const text = reason instanceof Error ? reason.name : String(reason);
    warn(`fuelbox keeps prepared engines in memory only: cannot write its cache (${text})`);
  };
  const open = (): Promise<ArtifactStore | undefined> => {
    opening ??= openStore()
      .catch((error: unknown) => {
        warnOnce(error);
        return undefined;
      })
      .then((store) => {
        if (store === undefined) warnOnce("storage is denied");
        return store;
      });
    return opening;
  };
  return {
    async get(key): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const known = memory.get(key);
      if (known !== undefined) return known;
      const entry = await (await open())?.read(key).catch(() => undefined);
      const content = entry === undefined ? undefined : await verified(entry);
      if (content !== undefined) memory.set(key, content);
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
        warnOnce(error);
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

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

async function verified(
  entry: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (entry.length < hashBytes) return undefined;
  const content = entry.slice(hashBytes);
  const hash = await hashOf(content);
  return hash.every((byte, index) => byte === entry[index]) ? content : undefined;
}
