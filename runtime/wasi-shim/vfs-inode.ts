/** What a name in our filesystem stands for, as the shim hands it from one call to the next. */
import type { Resolution, SyncFileSystem } from "../../vfs/index.ts";
import { performWith } from "./perform.ts";
import type { ShimFd, ShimFilestat, ShimInode } from "./shim-types.ts";
import { toShimStat } from "./structures.ts";

/** How an inode is opened, in the numbers of WASI. */
export interface OpenHow {
  readonly oflags: number;
  readonly rights: bigint;
  readonly fdflags: number;
}

/** A name, looked up. */
export class VfsInode implements ShimInode {
  readonly ino: bigint;
  readonly #fs: SyncFileSystem;
  readonly #path: string;
  readonly #at: Resolution;
  readonly #open: (how: OpenHow) => ShimFd;

  /** Throws `FsError` when there is nothing. `open` opens what the name stands for. */
  constructor(fs: SyncFileSystem, path: string, at: Resolution, open: (how: OpenHow) => ShimFd) {
    this.#fs = fs;
    this.#path = path;
    this.#at = at;
    this.#open = open;
    this.ino = BigInt(fs.lstat(path, at).ino);
  }

  path_open(oflags: number, rights: bigint, fdflags: number): ReturnType<ShimInode["path_open"]> {
    const { ret, value } = performWith(() => this.#open({ oflags, rights, fdflags }), null);
    return { ret, fd_obj: value };
  }

  stat(): ShimFilestat {
    return toShimStat(this.#fs.lstat(this.#path, this.#at));
  }

  /** Whether a name of `fs` can stand for it. */
  isOf(fs: SyncFileSystem): boolean {
    return this.#fs === fs;
  }

  /** Gives it another name. Throws `FsError`. */
  link(path: string, at: Resolution): void {
    this.#fs.link(this.#path, path, this.#at, at);
  }

  /** Gives it `path` instead of the name that it was looked up by. Throws `FsError`. */
  rename(path: string, at: Resolution): void {
    this.#fs.rename(this.#path, path, this.#at, at);
  }
}
