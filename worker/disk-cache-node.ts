/** The artifact cache on disk, with what was used last in memory. */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArtifactCache } from "../runtime/index.ts";
import { createMemoryCache } from "./memory-cache.ts";

/** What a cache works with. */
export interface DiskCacheOptions {
  /** A path of the host; made when it is missing. */
  readonly directory: string;
  /** How much stays in memory. Default 64 MiB. */
  readonly maxMemoryBytes?: number;
  /** How much stays on disk: guests decide what is prepared. Default 512 MiB. */
  readonly maxDiskBytes?: number;
  /** Hears, once, that nothing can be written. By default a process warning. */
  readonly warn?: (message: string) => void;
}

const hashBytes = 32;
/** Files with other names may be there, and are nobody's business here. */
const ownName = /\.(?:artifact|unfinished)$/;

/** Makes a cache. Each file is the SHA-256 of its content, then the content: a damaged one is a miss, with a warning. */
export function createDiskCache(options: DiskCacheOptions): ArtifactCache {
  const { directory, maxDiskBytes = 512 * 2 ** 20 } = options;
  const warn = options.warn ?? ((message) => process.emitWarning(message));
  const memory = createMemoryCache(options.maxMemoryBytes ?? 64 * 2 ** 20);
  const pathOf = (key: string): string => join(directory, `${key}.artifact`);
  // Looked at after the first entry, and then whenever a good part of the limit has been written.
  let unchecked = maxDiskBytes;
  const warned = new Set<string>();
  const warnOnce = (message: string): void => {
    if (!warned.has(message)) warn(message);
    warned.add(message);
  };
  return {
    async get(key): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const known = memory.get(key);
      if (known !== undefined) return known;
      const content = await readVerified(pathOf(key)).catch(() => undefined);
      if (content === "damaged") {
        warnOnce("fuelbox prepares an engine again: its cache has a damaged entry");
        return undefined;
      }
      if (content !== undefined) memory.set(key, content);
      return content;
    },
    async put(key, bytes): Promise<void> {
      memory.set(key, bytes);
      const unfinished = join(directory, `${randomUUID()}.unfinished`);
      try {
        await makeDirectory(directory);
        await writeFile(unfinished, [hashOf(bytes), bytes], { mode: 0o600, flag: "wx" });
        await rename(unfinished, pathOf(key));
        unchecked += bytes.length;
        if (unchecked < maxDiskBytes / 8) return;
        unchecked = 0;
        await removeOldest(directory, maxDiskBytes);
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {});
        const reason = error instanceof Error && "code" in error ? error.code : error;
        warnOnce(
          `fuelbox keeps prepared engines in memory only: cannot write its cache (${reason})`,
        );
      }
    },
  };
}

// Node's own recursive mkdir never returns from places such as /proc, where nothing can be made.
async function makeDirectory(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return;
    const parent = dirname(path);
    const isParentThere = await stat(parent).then(
      () => true,
      () => false,
    );
    if (isParentThere || parent === path) throw error;
    await makeDirectory(parent);
    await makeDirectory(path);
  }
}

/** Removes the files that were written first while there are more than `maxBytes`. */
async function removeOldest(directory: string, maxBytes: number): Promise<void> {
  const names = await readdir(directory);
  const files = await Promise.all(
    names
      .filter((name) => ownName.test(name))
      .map(async (name) => {
        const path = join(directory, name);
        // Another process may have removed it in the meantime.
        const found = await stat(path).catch(() => undefined);
        return { path, size: found?.size ?? 0, time: found?.mtimeMs ?? 0 };
      }),
  );
  let total = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.sort((a, b) => a.time - b.time)) {
    if (total <= maxBytes) return;
    await rm(path, { force: true });
    total -= size;
  }
}

function hashOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

/** Reads hash and content into arrays of their own: artifacts are too large to be copied again. */
async function readVerified(path: string): Promise<Uint8Array<ArrayBuffer> | "damaged"> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size < hashBytes) return "damaged";
    const hash = new Uint8Array(hashBytes);
    const content = new Uint8Array(size - hashBytes);
    await file.read(hash, 0, hashBytes, 0);
    // What a cut file does not have stays zero, which the hash tells.
    await file.read(content, 0, content.length, hashBytes);
    return hashOf(content).every((byte, i) => byte === hash[i]) ? content : "damaged";
  } finally {
    await file.close();
  }
}
