/** An open file of our filesystem, for the shim. */
import type { OpenFile, SyncFileSystem } from "../../vfs/index.ts";
import { fdflags, filetype, right } from "../wasi/abi.ts";
import { fail } from "../wasi/errno.ts";
import { toSize } from "../wasi/fd.ts";
import { toTimes } from "../wasi/filestat.ts";
import { fileRights } from "../wasi/rights.ts";
import { perform, performWith } from "./perform.ts";
import { RefusingFd } from "./refusing-fd.ts";
import type { ShimFd } from "./shim-types.ts";
import { toShimFdstat, toShimStat } from "./structures.ts";

const whences = ["set", "current", "end"] as const;

/** Reads and writes one open file; owns it until it is closed. */
export class VfsFile extends RefusingFd {
  readonly #fs: SyncFileSystem;
  readonly #file: OpenFile;
  readonly #rights: bigint;
  #flags: number;

  constructor(fs: SyncFileSystem, file: OpenFile, rights: bigint, flags: number) {
    super();
    this.#fs = fs;
    this.#file = file;
    this.#rights = rights & fileRights;
    this.#flags = flags;
  }

  override fd_close(): number {
    return perform(() => this.#fs.close(this.#file));
  }

  override fd_sync(): number {
    return 0;
  }

  override fd_fdstat_get(): ReturnType<ShimFd["fd_fdstat_get"]> {
    const fdstat = toShimFdstat(filetype.regularFile, this.#flags, this.#rights, 0n);
    return { ret: 0, fdstat };
  }

  override fd_fdstat_set_flags(flags: number): number {
    return perform(() => {
      if ((flags & ~fdflags.all) !== 0) fail("EINVAL");
      this.#flags = flags;
    });
  }

  override fd_filestat_get(): ReturnType<ShimFd["fd_filestat_get"]> {
    const { ret, value } = performWith(() => toShimStat(this.#fs.fstat(this.#file)), null);
    return { ret, filestat: value };
  }

  override fd_filestat_set_size(size: bigint): number {
    return perform(() => this.#fs.ftruncate(this.#file, toSize(size)));
  }

  override fd_filestat_set_times(atime: bigint, mtime: bigint, flags: number): number {
    return perform(() => this.#fs.futimes(this.#file, toTimes(atime, mtime, flags)));
  }

  override fd_allocate(offset: bigint, length: bigint): number {
    return perform(() => {
      if (length === 0n) fail("EINVAL");
      const end = toSize(offset) + toSize(length);
      if (end > this.#fs.fstat(this.#file).size) this.#fs.ftruncate(this.#file, end);
    });
  }

  override fd_read(size: number): ReturnType<ShimFd["fd_read"]> {
    return this.#read(size);
  }

  override fd_pread(size: number, offset: bigint): ReturnType<ShimFd["fd_pread"]> {
    return this.#read(size, offset);
  }

  override fd_write(data: Uint8Array): ReturnType<ShimFd["fd_write"]> {
    const { ret, value } = performWith(() => {
      if (this.#isAppending && data.length > 0) this.#fs.seek(this.#file, 0, "end");
      return this.#fs.write(this.#file, data);
    }, 0);
    return { ret, nwritten: value };
  }

  override fd_pwrite(data: Uint8Array, offset: bigint): ReturnType<ShimFd["fd_pwrite"]> {
    const { ret, value } = performWith(() => {
      const { size } = this.#fs.fstat(this.#file);
      return this.#fs.write(this.#file, data, this.#isAppending ? size : toSize(offset));
    }, 0);
    return { ret, nwritten: value };
  }

  override fd_seek(offset: bigint, whence: number): ReturnType<ShimFd["fd_seek"]> {
    const { ret, value } = performWith(() => {
      const start = whences[whence] ?? fail("EINVAL");
      const distance = Number(offset);
      if (!Number.isSafeInteger(distance)) fail("EINVAL");
      return BigInt(this.#fs.seek(this.#file, distance, start));
    }, 0n);
    return { ret, offset: value };
  }

  override fd_tell(): ReturnType<ShimFd["fd_tell"]> {
    return this.fd_seek(0n, whences.indexOf("current"));
  }

  get #isAppending(): boolean {
    return (this.#flags & fdflags.append) !== 0;
  }

  #read(size: number, offset?: bigint): ReturnType<ShimFd["fd_read"]> {
    const { ret, value } = performWith(() => {
      if ((this.#rights & right.fdRead) === 0n) fail("EBADF");
      const { fs, file } = { fs: this.#fs, file: this.#file };
      const start = offset === undefined ? fs.seek(file, 0, "current") : toSize(offset);
      // No more than there is: a program may ask for all of its memory.
      const left = Math.max(0, fs.fstat(file).size - start);
      const target = new Uint8Array(Math.min(size, left));
      const count = fs.read(file, target, offset === undefined ? undefined : start);
      return target.subarray(0, count);
    }, new Uint8Array());
    return { ret, data: value };
  }
}
