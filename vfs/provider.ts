/**
 * Providers: where the files of a mount come from and go back to. A provider may be slow and far
 * away, so each call is a promise; the filesystem itself never waits for one. What it holds is loaded
 * when it is mounted, and changes are written back by `flush`.
 *
 * Paths are absolute within the provider: `/` is its root, and there is no `.`, `..`, doubled or last
 * slash. Symlinks are not followed, in no component: a path through one answers ENOTDIR. A failing
 * call rejects with `FsError`: a POSIX code and a path of the provider, never an address, credential
 * or path of what stands behind it. ENOTSUP is for what the capabilities exclude, EIO for what has no
 * code, ESTALE for content that is not the one that was asked for. An aborted call rejects with the
 * signal's reason; a file that it had begun to replace is the old or the new where `atomicReplace`.
 */
import type { FileType } from "./stat.ts";
import type { WatchEvent } from "./watch.ts";

/** What a provider can do; what it cannot answers ENOTSUP, or is left out where that is said. */
export interface ProviderCapabilities {
  /** Anything can be changed. Otherwise every change answers EROFS. */
  readonly writes: boolean;
  /** A part of a file is fetched as a part. Otherwise `read` fetches all and gives the part. */
  readonly ranges: boolean;
  /** Directories exist by themselves. Otherwise an empty one is forgotten. */
  readonly directories: boolean;
  readonly symlinks: boolean;
  /** Permission bits are kept. Otherwise they are left out. */
  readonly modes: boolean;
  /** Modification times are kept as they are set, to the microsecond. Otherwise they are those of writing. */
  readonly times: boolean;
  /** Extended attributes are kept. Otherwise they are left out. */
  readonly xattrs: boolean;
  /** `a` and `A` are two names. */
  readonly caseSensitive: boolean;
  /** Whoever reads while a file is replaced gets the old content or the new, whole. */
  readonly atomicReplace: boolean;
  /** What `rename` moves in one step; the rest is copied and then removed. */
  readonly atomicRename: "none" | "files" | "trees";
  /**
   * What `ifVersion` holds against: `none` = not supported; `create` = only `null` is supported, and
   * holds against anybody; `checked` = looked at just before, so that two writers may still meet;
   * `atomic` = holds against anybody.
   */
  readonly conditions: "none" | "create" | "checked" | "atomic";
  readonly watch: boolean;
}

/** What is known of a file, directory or symlink. */
export interface ProviderStat {
  readonly type: FileType;
  /** Bytes of content; of a symlink, of its target; of a directory, 0. */
  readonly size: number;
  /** Nanoseconds since the Unix epoch. */
  readonly mtimeNs: bigint;
  /** Permission bits, where they are kept. */
  readonly mode?: number;
  /**
   * Of a file: another text for each content that it has had, such as an entity tag. Attributes that
   * are set, and a new name, may change it as well.
   */
  readonly version?: string;
}

/** One name in a directory. */
export interface ProviderEntry extends ProviderStat {
  readonly name: string;
}

/** What every call takes. */
export interface ProviderCall {
  readonly signal?: AbortSignal;
}

/** How a file is read. */
export interface ProviderRead extends ProviderCall {
  /** The first byte. @default 0 */
  readonly start?: number;
  /** The byte after the last one; what lies behind the end of the file is left out. */
  readonly end?: number;
  /** ESTALE unless the file has this version. */
  readonly ifVersion?: string;
}

/** How a file is written. */
export interface ProviderWrite extends ProviderCall {
  readonly mode?: number;
  readonly mtimeNs?: bigint;
  /** ESTALE unless the file has this version; `null`: unless there is nothing. */
  readonly ifVersion?: string | null;
}

/** Attributes to set; what is absent stays. */
export interface ProviderAttributes extends ProviderCall {
  readonly mode?: number;
  readonly mtimeNs?: bigint;
  /** All of them: others are removed. */
  readonly xattrs?: ReadonlyMap<string, Uint8Array>;
}

/** A place that holds files. */
export interface Provider {
  readonly capabilities: ProviderCapabilities;
  /** The names in a directory, each once, in any order. ENOENT, ENOTDIR. */
  list(path: string, call?: ProviderCall): AsyncIterable<ProviderEntry>;
  /** ENOENT, ENOTDIR. */
  stat(path: string, call?: ProviderCall): Promise<ProviderStat>;
  /** The content of a file, or a part of it; the caller may keep the bytes. ENOENT, EISDIR, EINVAL for a symlink. */
  read(path: string, call?: ProviderRead): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Makes a file or replaces it, or a symlink, whole; `content` may be reused when the promise is kept.
   * ENOENT without the directory above, EISDIR.
   */
  write(path: string, content: Uint8Array, call?: ProviderWrite): Promise<ProviderStat>;
  /** EEXIST, ENOENT without the directory above. */
  makeDirectory(path: string, call?: ProviderCall & { readonly mode?: number }): Promise<void>;
  /** Removes a file, a symlink or an empty directory. ENOENT, ENOTEMPTY, EBUSY for the root. */
  remove(path: string, call?: ProviderCall & { readonly ifVersion?: string }): Promise<void>;
  /** Moves a file, symlink or directory, replacing as POSIX says. ENOENT, EISDIR, ENOTDIR, ENOTEMPTY, EINVAL into itself. */
  rename(from: string, to: string, call?: ProviderCall): Promise<void>;
  /** What a symlink holds. EINVAL for anything else. */
  readlink(path: string, call?: ProviderCall): Promise<string>;
  /** EEXIST. */
  symlink(target: string, path: string, call?: ProviderCall): Promise<void>;
  /** Tells what is known then. ENOENT. */
  setAttributes(path: string, attributes: ProviderAttributes): Promise<ProviderStat>;
  /** The extended attributes. ENOENT. */
  xattrs(path: string, call?: ProviderCall): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>>;
  /** What changes at a path and below, until the signal or the loop ends it. ENOENT. */
  watch(path: string, call?: ProviderCall): AsyncIterable<WatchEvent>;
  /** Gives back what the provider holds, such as connections. */
  close(): Promise<void>;
}
