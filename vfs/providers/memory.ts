/** A provider in memory: a filesystem of this package, seen through the interface of providers. */
import { createFileSystem } from "../create-file-system.ts";
import type { FileSystem } from "../file-system.ts";
import { FsError } from "../fs-error.ts";
import { permissionBits } from "../inode.ts";
import type {
  Provider,
  ProviderAttributes,
  ProviderCall,
  ProviderCapabilities,
  ProviderEntry,
  ProviderRead,
  ProviderStat,
  ProviderWrite,
} from "../provider.ts";
import type { Stat } from "../stat.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import type { WatchEvent } from "../watch.ts";

const own = { follow: false };

/**
 * Makes a provider over a filesystem, a new one unless one is given. Its limits are the provider's.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, memoryProvider } from "fuelbox/vfs";
 *
 * const store = memoryProvider();
 * const fs = createFileSystem();
 * await fs.mount("/data", store);
 * await fs.writeFile("/data/a.txt", "rain");
 * await fs.flush("/data");
 * assert.equal((await store.stat("/a.txt")).size, 4);
 * ```
 */
export function memoryProvider(fs: FileSystem = createFileSystem()): Provider {
  return new MemoryProvider(fs);
}

class MemoryProvider implements Provider {
  readonly capabilities: ProviderCapabilities = {
    writes: true,
    ranges: true,
    directories: true,
    symlinks: true,
    modes: true,
    times: true,
    xattrs: true,
    caseSensitive: true,
    atomicReplace: true,
    atomicRename: "trees",
    conditions: "atomic",
    watch: true,
  };
  readonly #files: FileSystem;
  readonly #fs: SyncFileSystem;
  /** How often the content of an inode has changed since this provider was made. */
  readonly #changes = new Map<number, number>();
  readonly #stop: () => void;

  constructor(files: FileSystem) {
    this.#files = files;
    this.#fs = files.sync;
    this.#stop = files.sync.onChange((record) => {
      if (record.op !== "write" && record.op !== "truncate") return;
      this.#changes.set(record.ino, (this.#changes.get(record.ino) ?? 0) + 1);
    });
  }

  async *list(path: string, call?: ProviderCall): AsyncGenerator<ProviderEntry, void, undefined> {
    for (const { name } of this.#at(path, call).readdir(path, own)) {
      call?.signal?.throwIfAborted();
      const below = path === "/" ? `/${name}` : `${path}/${name}`;
      // A name may go while whoever lists does something else.
      if (this.#fs.exists(below, own)) yield { name, ...this.#told(this.#fs.lstat(below)) };
    }
  }

  async stat(path: string, call?: ProviderCall): Promise<ProviderStat> {
    return this.#told(this.#at(path, call).lstat(path));
  }

  async read(path: string, call: ProviderRead = {}): Promise<Uint8Array<ArrayBuffer>> {
    const fs = this.#at(path, call);
    const stat = fs.lstat(path);
    if (stat.type === "directory") throw new FsError("EISDIR", "read", path);
    if (stat.type === "symlink") throw new FsError("EINVAL", "read", path);
    this.#check(path, "read", call.ifVersion);
    const start = call.start ?? 0;
    const bytes = new Uint8Array(Math.max(0, Math.min(call.end ?? stat.size, stat.size) - start));
    const file = fs.open(path, { read: true });
    try {
      fs.read(file, bytes, start);
    } finally {
      fs.close(file);
    }
    return bytes;
  }

  async write(path: string, content: Uint8Array, call: ProviderWrite = {}): Promise<ProviderStat> {
    const fs = this.#at(path, call);
    this.#check(path, "write", call.ifVersion);
    if (fs.exists(path, own) && fs.lstat(path).type === "symlink") fs.unlink(path);
    fs.writeFile(path, content);
    setAttributes(fs, path, call);
    return this.#told(fs.lstat(path));
  }

  async makeDirectory(path: string, call: Parameters<Provider["makeDirectory"]>[1] = {}) {
    const fs = this.#at(path, call);
    fs.mkdir(path);
    if (call.mode !== undefined) fs.chmod(path, call.mode);
  }

  async remove(path: string, call: Parameters<Provider["remove"]>[1] = {}): Promise<void> {
    const fs = this.#at(path, call);
    const { type } = fs.lstat(path);
    this.#check(path, "remove", call.ifVersion);
    if (type === "directory") fs.rmdir(path);
    else fs.unlink(path);
  }

  async rename(from: string, to: string, call?: ProviderCall): Promise<void> {
    this.#at(to, call);
    this.#at(from, call).rename(from, to);
  }

  async readlink(path: string, call?: ProviderCall): Promise<string> {
    return this.#at(path, call).readlink(path);
  }

  async symlink(target: string, path: string, call?: ProviderCall): Promise<void> {
    this.#at(path, call).symlink(target, path);
  }

  async setAttributes(path: string, attributes: ProviderAttributes): Promise<ProviderStat> {
    const fs = this.#at(path, attributes);
    setAttributes(fs, path, attributes);
    return this.#told(fs.lstat(path));
  }

  async xattrs(
    path: string,
    call?: ProviderCall,
  ): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    const fs = this.#at(path, call);
    return new Map(
      fs
        .listxattr(path, own)
        .map((name) => [name, fs.getxattr(path, name, own) ?? new Uint8Array(0)]),
    );
  }

  async *watch(path: string, call?: ProviderCall): AsyncGenerator<WatchEvent, void, undefined> {
    this.#at(path, call);
    const events = this.#files.watch(path);
    const stop = () => void events.return?.();
    call?.signal?.addEventListener("abort", stop);
    try {
      yield* events;
      call?.signal?.throwIfAborted();
    } finally {
      call?.signal?.removeEventListener("abort", stop);
    }
  }

  async close(): Promise<void> {
    this.#stop();
  }

  /** The filesystem, once nothing speaks against the call. */
  #at(path: string, call: ProviderCall | undefined): SyncFileSystem {
    call?.signal?.throwIfAborted();
    const above = path.slice(0, path.lastIndexOf("/")) || "/";
    // The core follows symlinks on the way, a provider does not.
    if (this.#fs.exists(above) && this.#fs.realpath(above) !== above) {
      throw new FsError("ENOTDIR", "open", path);
    }
    return this.#fs;
  }

  #told(stat: Stat): ProviderStat {
    const { type, mtimeNs, mode } = stat;
    const known = { type, mtimeNs, mode: mode & permissionBits };
    if (type === "directory") return { ...known, size: 0 };
    if (type === "symlink") return { ...known, size: stat.size };
    const version = `${stat.ino}-${this.#changes.get(stat.ino) ?? 0}`;
    return { ...known, size: stat.size, version };
  }

  #check(path: string, syscall: string, ifVersion: string | null | undefined): void {
    if (ifVersion === undefined) return;
    const isThere = this.#fs.exists(path, own);
    const version = isThere ? this.#told(this.#fs.lstat(path)).version : null;
    if (version !== ifVersion) throw new FsError("ESTALE", syscall, path);
  }
}

function setAttributes(fs: SyncFileSystem, path: string, attributes: ProviderAttributes): void {
  const { mode, mtimeNs, xattrs } = attributes;
  if (xattrs !== undefined) {
    for (const name of fs.listxattr(path, own)) {
      if (!xattrs.has(name)) fs.removexattr(path, name, own);
    }
    for (const [name, value] of xattrs) fs.setxattr(path, name, value, own);
  }
  if (mode !== undefined) fs.chmod(path, mode, own);
  if (mtimeNs !== undefined) fs.utimes(path, { mtimeNs }, own);
}
