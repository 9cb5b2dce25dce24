/** Where a page can keep artifacts: the origin's private filesystem, else Cache storage. */
import type { ArtifactStore, StoredEntry } from "./artifact-store.ts";

const folder = "fuelbox";
const cacheName = "fuelbox";

/** Opens the first that the page may use; undefined when it may use none. */
export async function openPageStore(): Promise<ArtifactStore | undefined> {
  return (await openPrivateFiles().catch(() => undefined)) ?? openCacheStorage();
}

/** Opens the origin's private filesystem; undefined where a page cannot write to it. */
export async function openPrivateFiles(): Promise<ArtifactStore | undefined> {
  if (typeof FileSystemFileHandle === "undefined") return undefined;
  // Some browsers can write to it from a worker only.
  if (!("createWritable" in FileSystemFileHandle.prototype)) return undefined;
  const root = await navigator.storage.getDirectory();
  const directory = await root.getDirectoryHandle(folder, { create: true });
  return {
    async read(name): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const handle = await directory.getFileHandle(name).catch(() => undefined);
      if (handle === undefined) return undefined;
      return new Uint8Array(await (await handle.getFile()).arrayBuffer());
    },
    // What is written replaces the file when the stream is closed, and not before.
    async write(name, parts): Promise<void> {
      const handle = await directory.getFileHandle(name, { create: true });
      const stream = await handle.createWritable();
      await stream.write(new Blob([...parts]));
      await stream.close();
    },
    async list(): Promise<readonly StoredEntry[]> {
      const entries: StoredEntry[] = [];
      for await (const handle of directory.values()) {
        if (!(handle instanceof FileSystemFileHandle)) continue;
        const { size, lastModified } = await handle.getFile();
        entries.push({ name: handle.name, bytes: size, time: lastModified });
      }
      return entries;
    },
    remove: (name) => directory.removeEntry(name),
  };
}

/** Opens Cache storage; undefined where there is none. */
export async function openCacheStorage(): Promise<ArtifactStore | undefined> {
  if (typeof caches === "undefined") return undefined;
  const cache = await caches.open(cacheName);
  // A name for the entry and never an address: nothing is fetched from it.
  const urlOf = (name: string): string => `https://fuelbox.invalid/${name}`;
  return {
    async read(name): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const response = await cache.match(urlOf(name));
      return response && new Uint8Array(await response.arrayBuffer());
    },
    async write(name, parts): Promise<void> {
      const body = new Blob([...parts]);
      const headers = { "X-Bytes": String(body.size), "X-Time": String(Date.now()) };
      await cache.put(urlOf(name), new Response(body, { headers }));
    },
    async list(): Promise<readonly StoredEntry[]> {
      const requests = await cache.keys();
      return Promise.all(
        requests.map(async ({ url }) => {
          const headers = (await cache.match(url))?.headers;
          return {
            name: url.slice(url.lastIndexOf("/") + 1),
            bytes: Number(headers?.get("X-Bytes")),
            time: Number(headers?.get("X-Time")),
          };
        }),
      );
    },
    async remove(name): Promise<void> {
      await cache.delete(urlOf(name));
    },
  };
}
