/** The filesystem that a host programmer holds: promises over the synchronous core. */
import type { Provider } from "./provider.ts";
import type { FlushReport } from "./provider-flush.ts";
import type { ProviderMountOptions } from "./provider-mounts.ts";
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
import type { WatchEvent, WatchOptions } from "./watch.ts";

/**
 * A filesystem with promises. Paths are absolute, or start at `/`. What is written is copied, what
 * is read is a fresh copy; text is UTF-8. Every failing call rejects with `FsError`, whose `code`
 * is a POSIX code such as `ENOENT`.
 */
export interface FileSystem {
  /** The same files without waiting: POSIX calls, errno for errno. */
  readonly sync: SyncFileSystem;

  /** The content of a file. ENOENT, EISDIR. */
  readFile(path: string, options?: { readonly encoding?: null }): Promise<Uint8Array<ArrayBuffer>>;
  /** The content of a file as text; bytes that are not UTF-8 become U+FFFD. */
  readFile(
    path: string,
    encoding: TextEncoding | { readonly encoding: TextEncoding },
  ): Promise<string>;
  /** The same as `readFile(path, "utf8")`. */
  readText(path: string): Promise<string>;
  /** Creates a file or replaces its content; makes missing directories above it. EISDIR, EDQUOT, EROFS. */
  writeFile(path: string, content: string | Uint8Array): Promise<void>;
  /** Adds to the end of a file; makes it and missing directories above it. EISDIR, EDQUOT, EROFS. */
  appendFile(path: string, content: string | Uint8Array): Promise<void>;
  /** Cuts a file or extends it by zeros. ENOENT, EISDIR, EDQUOT. */
  truncate(path: string, size: number): Promise<void>;

  /** Makes a directory and those missing above it; one that exists is fine. With `recursive: false` as POSIX. */
  mkdir(path: string, options?: MkdirOptions): Promise<void>;
  /** Names in a directory, sorted; with `recursive` the paths of all below it, relative to it. ENOTDIR. */
  readdir(path: string, options?: ReaddirOptions): Promise<readonly string[]>;
  /** The same as entries with their type. */
  readdir(path: string, options: { readonly withTypes: true }): Promise<readonly DirectoryEntry[]>;
  /** Removes a file or symlink; with `recursive` a directory and all below it. EISDIR, ENOENT unless `force`. */
  rm(path: string, options?: RmOptions): Promise<void>;
  /**
   * Moves a file or directory, replacing as POSIX says; from one mount to another by copying. ENOTEMPTY,
   * EISDIR, EINVAL into its own subtree.
   */
  rename(from: string, to: string): Promise<void>;
  /**
   * Copies a file, symlink or whole directory, with modes, modification times and extended attributes.
   * EINVAL into itself.
   */
  copy(from: string, to: string): Promise<void>;

  /** What a path leads to. ENOENT. */
  stat(path: string): Promise<Stat>;
  /** The same without following a last symlink. */
  lstat(path: string): Promise<Stat>;
  /** Whether `stat(path)` would succeed. */
  exists(path: string): Promise<boolean>;
  /** Sets permission bits, which are stored and shown, not enforced. */
  chmod(path: string, mode: number): Promise<void>;
  /** Sets access and modification time. */
  utimes(path: string, times: Times): Promise<void>;

  /** Makes `path` a symlink that holds `target` as it is. EEXIST. */
  symlink(target: string, path: string): Promise<void>;
  /** What a symlink holds. EINVAL for anything else. */
  readlink(path: string): Promise<string>;
  /** Gives a file another name. EEXIST, EPERM for a directory. */
  link(existing: string, created: string): Promise<void>;
  /** The absolute path without symlinks, `.` and `..`. */
  realpath(path: string): Promise<string>;

  /** Shows another filesystem at `path`; see {@link SyncFileSystem.mount}. EBUSY, ENOTDIR, EINVAL. */
  mount(path: string, other: FileSystem, options?: MountOptions): Promise<void>;
  /**
   * Loads all that a provider holds, and shows it at `path` when it is there; `flush` writes changes
   * back. Read-only where the provider is. EDQUOT past `limits`; what the provider throws.
   */
  mount(path: string, provider: Provider, options?: ProviderMountOptions): Promise<void>;
  /**
   * Writes changes back to the provider that is mounted at `path`, or to all. A file that somebody else
   * has changed meanwhile is left alone (ESTALE) where the provider has versions. Goes on after a
   * failure, and then throws the first; the next flush tries again. EINVAL where no provider is mounted.
   */
  flush(path?: string, options?: TransferOptions): Promise<FlushReport>;
  /**
   * Ends a mount. Unless `force`, EBUSY while files are open through it or changes are not flushed to
   * its provider; EINVAL where none is.
   */
  unmount(path: string, options?: { readonly force?: boolean }): Promise<void>;
  /** The mounts, sorted by path. */
  listMounts(): Promise<readonly MountInfo[]>;

  /**
   * The changes at a path and, for a directory, below it, from now on; ends with `return()` or by leaving
   * the loop. Throws ENOENT. See {@link SyncFileSystem.watch}.
   */
  watch(path: string, options?: WatchOptions): AsyncIterableIterator<WatchEvent>;

  /** Remembers the whole tree; with a name it is kept. See {@link SyncFileSystem.snapshot}. EEXIST. */
  snapshot(name?: string): Promise<Snapshot>;
  /** The snapshots with names, the newest first. */
  listSnapshots(): Promise<readonly Snapshot[]>;
  /** Forgets a snapshot with a name. ENOENT. */
  deleteSnapshot(name: string): Promise<void>;
  /** Returns to a snapshot: what came later is gone. ENOENT, EBUSY while files are open. */
  restore(snapshot: Snapshot | string): Promise<void>;
  /** Files and symlinks that differ between two snapshots, or one and now. ENOENT. */
  diff(before: Snapshot | string, after?: Snapshot | string, under?: string): Promise<TreeDiff>;
  /** Another filesystem with the content of a snapshot, or of now, and the same limits. ENOENT. */
  fork(snapshot?: Snapshot | string): Promise<FileSystem>;

  /** What the filesystem at a path, which may be a mount, holds and may hold. ENOENT. */
  statfs(path: string): Promise<FileSystemStat>;
  /** What the filesystem holds and may hold. */
  usage(): Promise<Usage>;
}

/** How bytes are shown as text. */
export type TextEncoding = "utf8" | "utf-8";

/** Options of {@link FileSystem.mkdir}. */
export interface MkdirOptions {
  /** @default true */
  readonly recursive?: boolean;
  /** @default 0o755 */
  readonly mode?: number;
}

/** Options of {@link FileSystem.readdir} for names. */
export interface ReaddirOptions {
  /** @default false */
  readonly recursive?: boolean;
  readonly withTypes?: false;
}

/** Options of {@link FileSystem.rm}. */
export interface RmOptions {
  /** @default false */
  readonly recursive?: boolean;
  /** Do nothing when there is nothing. @default false */
  readonly force?: boolean;
}
