/** Puts the promises of `FileSystem` before a synchronous core. */

import type {
  FileSystem,
  MkdirOptions,
  ReaddirOptions,
  RmOptions,
  TextEncoding,
} from "./file-system.ts";
import { FsError } from "./fs-error.ts";
import type { Provider } from "./provider.ts";
import type { FlushReport } from "./provider-flush.ts";
import { type ProviderMountOptions, ProviderMounts } from "./provider-mounts.ts";
import type { TransferOptions } from "./provider-transfer.ts";
import type { Snapshot, TreeDiff } from "./snapshot.ts";
import type { DirectoryEntry, Stat } from "./stat.ts";
import type {
  FileSystemStat,
  MountInfo,
  MountOptions,
  SyncFileSystem,
  Times,
  Usage,
} from "./sync-file-system.ts";
import {
  appendTo,
  copyTree,
  makeDirectories,
  makeParents,
  moveTree,
  pathsBelow,
  removeTree,
} from "./tree-calls.ts";
import type { WatchEvent, WatchOptions } from "./watch.ts";
import { WatchStream } from "./watch-stream.ts";

/** How a facade stands before its core. */
export interface FacadeOptions {
  /** Awaited before every call that changes something; reads answer at once. */
  readonly beforeWrite?: () => Promise<void>;
}

/**
 * Puts promises before a core. Each call acts in one piece: nothing else happens on the core
 * between its start and its end. Without a gate it has acted when the promise is returned.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, createFileSystemFacade } from "fuelbox/vfs";
 *
 * let open = () => {};
 * const gate = new Promise<void>((resolve) => { open = resolve; });
 * const { sync } = createFileSystem();
 * const fs = createFileSystemFacade(sync, { beforeWrite: () => gate });
 * const written = fs.writeFile("/a.txt", "a");
 * assert.equal(await fs.exists("/a.txt"), false);
 * open();
 * await written;
 * assert.equal(await fs.readText("/a.txt"), "a");
 * ```
 */
export function createFileSystemFacade(
  sync: SyncFileSystem,
  options: FacadeOptions = {},
): FileSystem {
  return new Facade(sync, options.beforeWrite);
}

class Facade implements FileSystem {
  readonly sync: SyncFileSystem;
  readonly #beforeWrite: (() => Promise<void>) | undefined;
  readonly #providers: ProviderMounts;

  constructor(sync: SyncFileSystem, beforeWrite: (() => Promise<void>) | undefined) {
    this.sync = sync;
    this.#providers = new ProviderMounts(sync);
    this.#beforeWrite = beforeWrite;
  }

  readFile(path: string, options?: { readonly encoding?: null }): Promise<Uint8Array<ArrayBuffer>>;
  readFile(
    path: string,
    encoding: TextEncoding | { readonly encoding: TextEncoding },
  ): Promise<string>;
  async readFile(
    path: string,
    options?: TextEncoding | { readonly encoding?: TextEncoding | null },
  ): Promise<Uint8Array<ArrayBuffer> | string> {
    const encoding = typeof options === "object" ? options.encoding : options;
    const content = this.sync.readFile(path);
    return typeof encoding === "string" ? decode(content) : content;
  }

  async readText(path: string): Promise<string> {
    return decode(this.sync.readFile(path));
  }

  async writeFile(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = bytesOf(content);
    await this.#change(() => {
      makeParents(this.sync, path);
      this.sync.writeFile(path, bytes);
    });
  }

  async appendFile(path: string, content: string | Uint8Array): Promise<void> {
    const bytes = bytesOf(content);
    await this.#change(() => {
      makeParents(this.sync, path);
      appendTo(this.sync, path, bytes);
    });
  }

  truncate(path: string, size: number): Promise<void> {
    return this.#change(() => this.sync.truncate(path, size));
  }

  mkdir(path: string, { recursive = true, mode = 0o777 }: MkdirOptions = {}): Promise<void> {
    return this.#change(() => {
      if (recursive) makeDirectories(this.sync, path, mode);
      else this.sync.mkdir(path, mode);
    });
  }

  readdir(path: string, options?: ReaddirOptions): Promise<readonly string[]>;
  readdir(path: string, options: { readonly withTypes: true }): Promise<readonly DirectoryEntry[]>;
  async readdir(
    path: string,
    options: { readonly recursive?: boolean; readonly withTypes?: boolean } = {},
  ): Promise<readonly string[] | readonly DirectoryEntry[]> {
    if (options.recursive === true) return pathsBelow(this.sync, path);
    const entries = this.sync.readdir(path);
    return options.withTypes === true ? entries : entries.map((entry) => entry.name);
  }

  rm(path: string, { recursive = false, force = false }: RmOptions = {}): Promise<void> {
    return this.#change(() => {
      try {
        if (recursive) removeTree(this.sync, path);
        else this.sync.unlink(path);
      } catch (error) {
        if (!(force && error instanceof FsError && error.code === "ENOENT")) throw error;
      }
    });
  }

  rename(from: string, to: string): Promise<void> {
    return this.#change(() => moveTree(this.sync, from, to));
  }

  copy(from: string, to: string): Promise<void> {
    return this.#change(() => copyTree(this.sync, from, to));
  }

  async stat(path: string): Promise<Stat> {
    return this.sync.stat(path);
  }

  async lstat(path: string): Promise<Stat> {
    return this.sync.lstat(path);
  }

  async exists(path: string): Promise<boolean> {
    return this.sync.exists(path);
  }

  chmod(path: string, mode: number): Promise<void> {
    return this.#change(() => this.sync.chmod(path, mode));
  }

  utimes(path: string, times: Times): Promise<void> {
    return this.#change(() => this.sync.utimes(path, times));
  }

  symlink(target: string, path: string): Promise<void> {
    return this.#change(() => this.sync.symlink(target, path));
  }

  async readlink(path: string): Promise<string> {
    return this.sync.readlink(path);
  }

  link(existing: string, created: string): Promise<void> {
    return this.#change(() => this.sync.link(existing, created));
  }

  async realpath(path: string): Promise<string> {
    return this.sync.realpath(path);
  }

  mount(path: string, other: FileSystem, options?: MountOptions): Promise<void>;
  mount(path: string, provider: Provider, options?: ProviderMountOptions): Promise<void>;
  mount(
    path: string,
    other: FileSystem | Provider,
    options: ProviderMountOptions = {},
  ): Promise<void> {
    const mount = (tree: SyncFileSystem, how: MountOptions) =>
      this.#change(() => this.sync.mount(path, tree, how));
    return "sync" in other
      ? mount(other.sync, options)
      : this.#providers.add(path, other, options, mount);
  }

  flush(path?: string, options: TransferOptions = {}): Promise<FlushReport> {
    return this.#providers.flush(path, options);
  }

  unmount(path: string, options: { readonly force?: boolean } = {}): Promise<void> {
    return this.#change(() => {
      if (options.force !== true) this.#providers.checkFlushed(path);
      this.sync.unmount(path, options);
      this.#providers.sweep();
    });
  }

  async listMounts(): Promise<readonly MountInfo[]> {
    return this.sync.listMounts();
  }

  watch(path: string, options?: WatchOptions): AsyncIterableIterator<WatchEvent> {
    return new WatchStream(this.sync, path, options);
  }

  async snapshot(name?: string): Promise<Snapshot> {
    return this.sync.snapshot(name);
  }

  async listSnapshots(): Promise<readonly Snapshot[]> {
    return this.sync.listSnapshots();
  }

  async deleteSnapshot(name: string): Promise<void> {
    this.sync.deleteSnapshot(name);
  }

  restore(snapshot: Snapshot | string): Promise<void> {
    return this.#change(() => this.sync.restore(snapshot));
  }

  async diff(
    before: Snapshot | string,
    after?: Snapshot | string,
    under?: string,
  ): Promise<TreeDiff> {
    return this.sync.diff(before, after, under);
  }

  async fork(snapshot?: Snapshot | string): Promise<FileSystem> {
    return createFileSystemFacade(this.sync.fork(snapshot));
  }

  async statfs(path: string): Promise<FileSystemStat> {
    return this.sync.statfs(path);
  }

  async usage(): Promise<Usage> {
    return this.sync.usage();
  }

  async #change(action: () => void): Promise<void> {
    if (this.#beforeWrite !== undefined) await this.#beforeWrite();
    action();
  }
}

/** Copies, because the caller may reuse its bytes while the gate is closed. */
function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content);
}

function decode(content: Uint8Array): string {
  // A byte order mark is content like any other.
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(content);
}
