/** The artifact cache on disk, with what was used last in memory. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArtifactCache } from "../runtime/index.ts";
import { type ArtifactStore, createStoreCache, type StoredEntry } from "./artifact-store.ts";

/** What a cache works with. */
export interface DiskCacheOptions {
  /** A path of the host; made when it is missing. */
  readonly directory: string;
  /** How much stays in memory. Default 64 MiB. */
  readonly maxMemoryBytes?: number;
  /** How much stays on disk: guests decide what is prepared. Default 512 MiB. */
  readonly maxDiskBytes?: number;
  /** Hears, once each, that nothing can be written and that a file was damaged. By default a process warning. */
  readonly warn?: (message: string) => void;
}

/** Makes a cache over a directory. */
export function createDiskCache(options: DiskCacheOptions): ArtifactCache {
  const { directory, maxMemoryBytes, maxDiskBytes } = options;
  return createStoreCache({
    openStore: async () => createDirectoryStore(directory),
    warn: options.warn ?? ((message) => process.emitWarning(message)),
    ...(maxMemoryBytes !== undefined && { maxMemoryBytes }),
    ...(maxDiskBytes !== undefined && { maxStoreBytes: maxDiskBytes }),
  });
}

const finished = ".artifact";
const unfinished = ".unfinished";

/** Keeps each entry in a file. Files with other names may be there, and are nobody's business here. */
function createDirectoryStore(directory: string): ArtifactStore {
  // What was left unfinished is listed under its whole name, so that it can be removed.
  const pathOf = (name: string): string =>
    join(directory, name.endsWith(unfinished) ? name : `${name}${finished}`);
  return {
    async read(name): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const bytes = await readFile(pathOf(name)).catch(() => undefined);
      if (bytes === undefined) return undefined;
      // A small file may share its buffer with others, whom it would take along to a worker.
      const isAlone = bytes.buffer.byteLength === bytes.length;
      return new Uint8Array(isAlone ? bytes.buffer : bytes);
    },
    async write(name, parts): Promise<void> {
      const path = pathOf(`${randomUUID()}${unfinished}`);
      try {
        await makeDirectory(directory);
        await writeFile(path, parts, { mode: 0o600, flag: "wx" });
        await rename(path, pathOf(name));
      } catch (error) {
        await rm(path, { force: true }).catch(() => {});
        throw error;
      }
    },
    async list(): Promise<readonly StoredEntry[]> {
      const names = (await readdir(directory)).flatMap((file) => {
        if (file.endsWith(unfinished)) return [file];
        return file.endsWith(finished) ? [file.slice(0, -finished.length)] : [];
      });
      return Promise.all(
        names.map(async (name) => {
          // Another process may have removed it in the meantime.
          const found = await stat(pathOf(name)).catch(() => undefined);
          return { name, bytes: found?.size ?? 0, time: found?.mtimeMs ?? 0 };
        }),
      );
    },
    remove: (name) => rm(pathOf(name), { force: true }),
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
