/** A directory of our filesystem, for programs that run on @bjorn3/browser_wasi_shim. */
import type {
  DirectoryEntry,
  FileSystem,
  OpenFile,
  Resolution,
  SyncFileSystem,
} from "../../vfs/index.ts";
import { filetype, lookupflags, oflags as openFlags } from "../wasi/abi.ts";
import { errno, fail } from "../wasi/errno.ts";
import { toTimes } from "../wasi/filestat.ts";
import { toOpenFlags } from "../wasi/path-open.ts";
import { directoryRights, fileRights } from "../wasi/rights.ts";
import { perform, performWith } from "./perform.ts";
import { RefusingFd } from "./refusing-fd.ts";
import type { ShimFd, ShimInode } from "./shim-types.ts";
import { toShimDirent, toShimFdstat, toShimPrestat, toShimStat } from "./structures.ts";
import { VfsFile } from "./vfs-file.ts";
import { type OpenHow, VfsInode } from "./vfs-inode.ts";

/** `.` and `..` have the cookies 1 and 2; an entry of the filesystem has its own cookie plus 2. */
const dotCookies = 2;

/**
 * An `Fd` for the `WASI` class of @bjorn3/browser_wasi_shim 0.4: a preopen with symlinks, times,
 * quotas and a journal, live on `fs`. Opens `path` at once, until `fd_close`.
 *
 * Throws `FsError`: ENOENT, ENOTDIR.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { VfsDirectory } from "fuelbox/runtime";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem();
 * await fs.writeFile("/app/a.txt", "hello");
 * const preopen = new VfsDirectory("/data", fs, "/app");
 * // With the shim: new WASI(args, env, [stdin, stdout, stderr, preopen])
 * const { fd_obj: file } = preopen.path_open(0, "a.txt", 0, 2n, 0n, 0);
 * assert.equal(new TextDecoder().decode(file?.fd_read(100).data), "hello");
 * ```
 */
export class VfsDirectory extends RefusingFd {
  readonly #fs: SyncFileSystem;
  readonly #directory: OpenFile;
  readonly #name: string | undefined;
  /** A listing that goes on, and where the next call is expected. */
  #listing: { readonly entries: Iterator<DirectoryEntry>; next: bigint } | undefined;

  /** `name` is what a program finds it under; undefined for a directory that it has opened itself. */
  constructor(
    name: string | undefined,
    fs: SyncFileSystem | FileSystem,
    path: string,
    at?: Resolution,
  ) {
    super();
    this.#name = name;
    this.#fs = "sync" in fs ? fs.sync : fs;
    this.#directory = this.#fs.open(path, { read: true, directory: true }, undefined, at);
  }

  override fd_close(): number {
    return perform(() => this.#fs.close(this.#directory));
  }

  override fd_prestat_get(): ReturnType<ShimFd["fd_prestat_get"]> {
    if (this.#name === undefined) return super.fd_prestat_get();
    return { ret: 0, prestat: toShimPrestat(this.#name) };
  }

  override fd_fdstat_get(): ReturnType<ShimFd["fd_fdstat_get"]> {
    const inheriting = directoryRights | fileRights;
    return { ret: 0, fdstat: toShimFdstat(filetype.directory, 0, directoryRights, inheriting) };
  }

  override fd_filestat_get(): ReturnType<ShimFd["fd_filestat_get"]> {
    const { ret, value } = performWith(() => toShimStat(this.#fs.fstat(this.#directory)), null);
    return { ret, filestat: value };
  }

  override fd_filestat_set_times(atime: bigint, mtime: bigint, flags: number): number {
    return perform(() => this.#fs.futimes(this.#directory, toTimes(atime, mtime, flags)));
  }

  override fd_readdir_single(cookie: bigint): ReturnType<ShimFd["fd_readdir_single"]> {
    const { ret, value } = performWith(() => {
      if (cookie < dotCookies) {
        const isParent = cookie === 1n && this.#name === undefined;
        const ino = isParent ? this.#fs.parentIno(this.#directory) : this.#directory.ino;
        const name = cookie === 0n ? "." : "..";
        return toShimDirent(cookie + 1n, { name, ino, type: "directory" });
      }
      const entry = this.#entryAfter(cookie);
      return entry === undefined ? null : toShimDirent(BigInt(entry.cookie + dotCookies), entry);
    }, null);
    return { ret, dirent: value };
  }

  override path_create_directory(path: string): number {
    return perform(() => this.#fs.mkdir(path, undefined, this.#beneath()));
  }

  override path_filestat_get(flags: number, path: string): ReturnType<ShimFd["path_filestat_get"]> {
    const stat = () => toShimStat(this.#fs.stat(path, this.#beneath(flags)));
    const { ret, value } = performWith(stat, null);
    return { ret, filestat: value };
  }

  override path_filestat_set_times(
    flags: number,
    path: string,
    atime: bigint,
    mtime: bigint,
    set: number,
  ): number {
    return perform(() => this.#fs.utimes(path, toTimes(atime, mtime, set), this.#beneath(flags)));
  }

  override path_lookup(path: string, _flags: number): ReturnType<ShimFd["path_lookup"]> {
    const at = this.#beneath();
    const open = (how: OpenHow): ShimFd => openPath(this.#fs, path, at, how);
    const { ret, value } = performWith(() => new VfsInode(this.#fs, path, at, open), null);
    return { ret, inode_obj: value };
  }

  /** A name is taken away when it gets its new place, in one step with that. */
  override path_unlink(path: string): ReturnType<ShimFd["path_unlink"]> {
    return this.path_lookup(path, 0);
  }

  override path_link(path: string, inode: ShimInode, isRename: boolean): number {
    if (!(inode instanceof VfsInode) || !inode.isOf(this.#fs)) return errno.EXDEV;
    return perform(() => {
      if (isRename) inode.rename(path, this.#beneath());
      else inode.link(path, this.#beneath());
    });
  }

  override path_open(
    flags: number,
    path: string,
    oflags: number,
    base: bigint,
    _inheriting: bigint,
    fdflags: number,
  ): ReturnType<ShimFd["path_open"]> {
    const { ret, value } = performWith(() => {
      if ((oflags & ~openFlags.all) !== 0) fail("EINVAL");
      const how = { oflags, rights: BigInt.asUintN(64, base), fdflags };
      return openPath(this.#fs, path, this.#beneath(flags), how);
    }, null);
    return { ret, fd_obj: value };
  }

  override path_readlink(path: string): ReturnType<ShimFd["path_readlink"]> {
    const { ret, value } = performWith(() => this.#fs.readlink(path, this.#beneath()), null);
    return { ret, data: value };
  }

  override path_remove_directory(path: string): number {
    return perform(() => this.#fs.rmdir(path, this.#beneath()));
  }

  override path_unlink_file(path: string): number {
    return perform(() => this.#fs.unlink(path, this.#beneath()));
  }

  #beneath(flags = 0): Resolution {
    const follow = (flags & lookupflags.symlinkFollow) !== 0;
    return { base: this.#directory, beneath: true, follow };
  }

  #entryAfter(cookie: bigint): DirectoryEntry | undefined {
    if (this.#listing?.next !== cookie) {
      const entries = this.#fs.entries(this.#directory, Number(cookie) - dotCookies);
      this.#listing = { entries: entries[Symbol.iterator](), next: cookie };
    }
    const { done, value } = this.#listing.entries.next();
    if (done === true) {
      this.#listing = undefined;
      return undefined;
    }
    this.#listing.next = BigInt(value.cookie + dotCookies);
    return value;
  }
}

/** Opens a file or directory. Throws `FsError`. */
function openPath(
  fs: SyncFileSystem,
  path: string,
  at: Resolution,
  { oflags, rights, fdflags }: OpenHow,
): ShimFd {
  const file = fs.open(path, toOpenFlags(oflags, rights), undefined, at);
  if (fs.fstat(file).type !== "directory") return new VfsFile(fs, file, rights, fdflags);
  fs.close(file);
  return new VfsDirectory(undefined, fs, path, at);
}
