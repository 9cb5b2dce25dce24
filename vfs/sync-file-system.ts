/**
 * The synchronous filesystem: POSIX calls, errno for errno, over an in-memory inode table.
 * Every guest, utility and facade stands on this interface. All paths are `/`-separated and are
 * either absolute or relative to the `base` of their {@link Resolution}; without a base, relative
 * paths start at `/`. Every failing call throws `FsError`, whose code the call's comment lists
 * beyond those that any path may answer (ENOENT, ENOTDIR, ELOOP, ENAMETOOLONG, EINVAL for NUL,
 * EILSEQ for lone surrogates).
 */
import type { JournalRecord } from "./journal.ts";
import type { OpenFile } from "./open-file.ts";
import type { Snapshot, TreeDiff } from "./snapshot.ts";
import type { DirectoryEntry, Stat } from "./stat.ts";
import type { WatchEvent, WatchOptions } from "./watch.ts";

/** How a path is resolved. */
export interface Resolution {
  /** An open directory that relative paths start at. */
  readonly base?: OpenFile;
  /** Refuse (ENOTCAPABLE) whatever leaves `base`: `..`, absolute paths, symlinks that do so. */
  readonly beneath?: boolean;
  /** Follow a symlink in the last component. Each call says its default. */
  readonly follow?: boolean;
}

/** How a file is opened, named as POSIX `open` flags. */
export interface OpenFlags {
  readonly read?: boolean;
  readonly write?: boolean;
  /** Every write goes to the end of the file. */
  readonly append?: boolean;
  readonly create?: boolean;
  readonly exclusive?: boolean;
  readonly truncate?: boolean;
  /** Fail with ENOTDIR unless it is a directory. */
  readonly directory?: boolean;
}

/** Times to set: nanoseconds since the epoch, the clock's now, or (when absent) unchanged. */
export interface Times {
  readonly atimeNs?: bigint | "now";
  readonly mtimeNs?: bigint | "now";
}

/** What the filesystem holds and may hold. */
export interface Usage {
  /** Bytes of content, names, symlink targets and extended attributes. */
  readonly bytes: number;
  /** Bytes that are no longer there, but in named snapshots; they count towards `maxBytes` as well. */
  readonly snapshotBytes: number;
  readonly maxBytes: number;
  readonly nodes: number;
  readonly maxNodes: number;
  readonly openFiles: number;
  readonly maxOpenFiles: number;
}

/** What `statfs` tells of the filesystem at a path. */
export interface FileSystemStat extends Usage {
  readonly dev: number;
  /** Whether it is mounted read-only. */
  readonly readOnly: boolean;
  readonly maxNameBytes: number;
}

/** How a filesystem is mounted. */
export interface MountOptions {
  /** Refuse (EROFS) every change through this mount. @default false */
  readonly readOnly?: boolean;
}

/** A mount as `listMounts` tells it. */
export interface MountInfo {
  /** Absolute. */
  readonly path: string;
  readonly readOnly: boolean;
  readonly fs: SyncFileSystem;
}

/** A POSIX filesystem without waiting. Byte arrays are copied in and copied out, never kept. */
export interface SyncFileSystem {
  /** Opens a file or directory. EEXIST, EISDIR, EMFILE, EROFS, EDQUOT. Default `mode` 0o666 (0o644 stored). */
  open(path: string, flags: OpenFlags, mode?: number, at?: Resolution): OpenFile;
  /** Closes an open file; the last close of an unlinked file frees it. EBADF. */
  close(file: OpenFile): void;
  /** Reads into `target` from `position`, or from the file's offset, which then moves. Returns the bytes read, 0 at the end. EBADF, EISDIR. */
  read(file: OpenFile, target: Uint8Array, position?: number): number;
  /** Writes all of `source` at `position`, or at the file's offset (its end if opened to append), which then moves. Returns the bytes written. EBADF, EDQUOT, EFBIG. */
  write(file: OpenFile, source: Uint8Array, position?: number): number;
  /** Moves the file's offset and returns it. EINVAL below zero. */
  seek(file: OpenFile, offset: number, whence: "set" | "current" | "end"): number;
  /** Sets the size; new bytes are zero. EBADF unless writable. */
  ftruncate(file: OpenFile, size: number): void;
  fstat(file: OpenFile): Stat;
  fchmod(file: OpenFile, mode: number): void;
  futimes(file: OpenFile, times: Times): void;
  /** Entries of an open directory after `cookie` (0 = all) in cookie order, without `.` and `..`. ENOTDIR. */
  entries(directory: OpenFile, cookie?: number): Iterable<DirectoryEntry>;
  /** The inode number of an open directory's parent. */
  parentIno(directory: OpenFile): number;

  /** Follows the last symlink unless `follow: false`. */
  stat(path: string, at?: Resolution): Stat;
  /** Does not follow the last symlink. */
  lstat(path: string, at?: Resolution): Stat;
  /** Whether `stat(path)` would succeed. */
  exists(path: string, at?: Resolution): boolean;
  chmod(path: string, mode: number, at?: Resolution): void;
  /** Follows the last symlink unless `follow: false`. */
  utimes(path: string, times: Times, at?: Resolution): void;
  truncate(path: string, size: number, at?: Resolution): void;
  /** Names in a directory, sorted by code unit. */
  readdir(path: string, at?: Resolution): readonly DirectoryEntry[];
  /** EEXIST, EROFS, EDQUOT (nodes, depth). Default `mode` 0o777 (0o755 stored). */
  mkdir(path: string, mode?: number, at?: Resolution): void;
  /** ENOTEMPTY, EBUSY for the root, EINVAL for a last `.`. */
  rmdir(path: string, at?: Resolution): void;
  /** EISDIR. */
  unlink(path: string, at?: Resolution): void;
  /** Atomic, replaces as POSIX says. ENOTEMPTY, EISDIR, EINVAL into its own subtree, EROFS. */
  rename(from: string, to: string, fromAt?: Resolution, toAt?: Resolution): void;
  /** Does not follow the last symlink of `existing` unless `follow: true`. EEXIST, EPERM for a directory. */
  link(existing: string, created: string, existingAt?: Resolution, createdAt?: Resolution): void;
  /** Stores `target` as it is. EEXIST. */
  symlink(target: string, path: string, at?: Resolution): void;
  /** EINVAL unless it is a symlink. */
  readlink(path: string, at?: Resolution): string;
  /** The absolute path without symlinks, `.` and `..`. */
  realpath(path: string, at?: Resolution): string;
  /** The absolute path of an open directory as it is now. ENOENT when it has been removed. */
  pathOf(directory: OpenFile): string;

  /** The whole content, as a fresh copy. EISDIR. */
  readFile(path: string, at?: Resolution): Uint8Array<ArrayBuffer>;
  /** Creates or replaces the content. */
  writeFile(path: string, content: Uint8Array, at?: Resolution): void;

  /** The value of an extended attribute, as a fresh copy; `undefined` when there is none. */
  getxattr(path: string, name: string, at?: Resolution): Uint8Array<ArrayBuffer> | undefined;
  /**
   * Sets an extended attribute: any name without NUL up to 255 bytes, a value up to 64 KiB. EROFS,
   * EFBIG, EINVAL and ENAMETOOLONG for the name, ENOSPC past 64 KiB or 128 attributes of one inode, EDQUOT.
   */
  setxattr(path: string, name: string, value: Uint8Array, at?: Resolution): void;
  /** The names of the extended attributes, sorted. */
  listxattr(path: string, at?: Resolution): readonly string[];
  /** Removes an extended attribute; tells whether there was one. EROFS. */
  removexattr(path: string, name: string, at?: Resolution): boolean;

  usage(): Usage;
  /** What the filesystem at a path, which may be a mount, holds and may hold. */
  statfs(path: string, at?: Resolution): FileSystemStat;
  /** Makes an existing path and all below it read-only (EROFS for every change) or writable again. */
  setReadOnly(path: string, readOnly: boolean): void;

  /**
   * Shows another filesystem's tree at `path`, in constant time: over a directory, whose own entries
   * are hidden meanwhile, or as a new name in one. The mount is known to this filesystem alone: not
   * to its journal, image, snapshots or quota, except that open files count where they were opened.
   * Names do not move across (EXDEV). EBUSY at `/` and where a mount is; ENOTDIR; EINVAL for an
   * `other` that `createFileSystem` did not make.
   */
  mount(path: string, other: SyncFileSystem, options?: MountOptions): void;
  /**
   * Ends a mount. EINVAL where none is; EBUSY while files are open through it or something is mounted
   * in it, unless `force`: then what is open stays usable until it is closed.
   */
  unmount(path: string, options?: { readonly force?: boolean }): void;
  /** The mounts, sorted by path. */
  listMounts(): readonly MountInfo[];

  /**
   * Remembers the whole tree, in constant time; mounted trees are not part of it. With a name it is
   * kept, and what it alone holds counts towards `maxBytes`. EEXIST for a name that is taken.
   */
  snapshot(name?: string): Snapshot;
  /** The snapshots with names, the newest first. */
  listSnapshots(): readonly Snapshot[];
  /** Forgets a snapshot with a name; costs what differs between the others and now. ENOENT. */
  deleteSnapshot(name: string): void;
  /**
   * Another filesystem with the same content, limits and clock, in constant time: from a snapshot, or
   * from now. Neither sees changes of the other; snapshots and mounts stay here. ENOENT, EINVAL.
   */
  fork(snapshot?: Snapshot | string): SyncFileSystem;
  /**
   * Returns to a snapshot of this filesystem; files that came later are gone. Mounts stay whose point
   * is the same directory as before. ENOENT for an unknown name, EBUSY while files are open. Listeners are told nothing: a copy that follows this filesystem needs a new `image()`.
   */
  restore(snapshot: Snapshot | string): void;
  /** How often `restore` has been called: a copy of another generation needs a new `image()`. */
  readonly generation: number;
  /**
   * Absolute paths of files and symlinks that differ between two snapshots of this filesystem (by
   * default, `after` is now), sorted; only those at or below `under` (default `/`). ENOENT, EINVAL.
   */
  diff(before: Snapshot | string, after?: Snapshot | string, under?: string): TreeDiff;

  /**
   * Tells `listener` what changes at a path and, for a directory, below it, once per turn of the event
   * loop, until the returned function is called. A directory is followed when it is renamed; what is
   * mounted in it is not watched. ENOENT.
   */
  watch(
    path: string,
    listener: (events: readonly WatchEvent[]) => void,
    options?: WatchOptions,
  ): () => void;
  /** Calls `sink` with each change before the changing call returns, until the returned function is called. */
  onChange(sink: (record: JournalRecord) => void): () => void;
  /** Applies a change recorded elsewhere; a change that is already there, or whose inode is gone, is skipped. */
  apply(record: JournalRecord): void;
  /** The records that make this whole tree from an empty filesystem. */
  image(): Iterable<JournalRecord>;
}
