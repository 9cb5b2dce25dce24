/** What was cached last, in memory. */

/** A cache that forgets. */
export interface MemoryCache {
  get(key: string): Uint8Array<ArrayBuffer> | undefined;
  set(key: string, bytes: Uint8Array<ArrayBuffer>): void;
}

/** Makes a cache that forgets what was set first when there is more than `maxBytes`. */
export function createMemoryCache(maxBytes: number): MemoryCache {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  let total = 0;
  const forget = (key: string): void => {
    total -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => kept.get(key),
    set(key, bytes): void {
      forget(key);
      kept.set(key, bytes);
      total += bytes.length;
      for (const oldest of kept.keys()) {
        if (total > maxBytes) forget(oldest);
      }
    },
  };
}
