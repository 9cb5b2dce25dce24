/** The `fd_` calls on objects of the shim. */
import { size } from "../wasi/abi.ts";
import type { Calls, VersionedContext } from "../wasi/context.ts";
import { fail } from "../wasi/errno.ts";
import type { Layout } from "../wasi/layout.ts";
import type { GuestMemory } from "../wasi/memory.ts";
import { encodeText } from "../wasi/strings.ts";
import { attempt, requirePart, requireSuccess } from "./answers.ts";
import { requireShim } from "./require-shim.ts";
import type { ShimFd, ShimFilestat } from "./shim-types.ts";

/** The `fd_` calls that have to go to the object itself, except those that move data. */
export type ShimFdCall =
  | "fd_advise"
  | "fd_allocate"
  | "fd_close"
  | "fd_datasync"
  | "fd_fdstat_get"
  | "fd_fdstat_set_flags"
  | "fd_fdstat_set_rights"
  | "fd_filestat_get"
  | "fd_filestat_set_size"
  | "fd_filestat_set_times"
  | "fd_prestat_dir_name"
  | "fd_prestat_get"
  | "fd_renumber"
  | "fd_seek"
  | "fd_sync"
  | "fd_tell";

/** Makes the calls; the descriptor they are called with is an object of the shim. */
export function createShimFdCalls(context: VersionedContext): Calls<ShimFdCall> {
  const { kernel, memory, layout } = context;
  const { fds } = kernel;
  const object = (fd: number): ShimFd => requireShim(fds, fd).fd;
  const preopenName = (fd: number): Uint8Array =>
    encodeText(requireShim(fds, fd).preopen ?? fail("EBADF"));
  const answer = (call: () => number): void => requireSuccess(attempt(call));
  return {
    fd_advise() {},
    fd_allocate: (fd: number, offset: bigint, length: bigint) =>
      answer(() => object(fd).fd_allocate(unsigned(offset), unsigned(length))),
    fd_close(fd: number) {
      const closed = object(fd);
      fds.close(fd >>> 0);
      answer(() => closed.fd_close());
    },
    fd_datasync: (fd: number) => answer(() => object(fd).fd_sync()),
    fd_fdstat_get(fd: number, result: number) {
      memory.check(result, size.fdstat);
      const { ret, fdstat } = attempt(() => object(fd).fd_fdstat_get());
      const stat = requirePart(ret, fdstat);
      memory.range(result, size.fdstat).fill(0);
      memory.setU8(result, stat.fs_filetype);
      memory.setU16(result + 2, stat.fs_flags);
      memory.setU64(result + 8, stat.fs_rights_base);
      memory.setU64(result + 16, stat.fs_rights_inherited);
    },
    fd_fdstat_set_flags: (fd: number, flags: number) =>
      answer(() => object(fd).fd_fdstat_set_flags(flags)),
    fd_fdstat_set_rights: (fd: number, base: bigint, inheriting: bigint) =>
      answer(() => object(fd).fd_fdstat_set_rights(unsigned(base), unsigned(inheriting))),
    fd_filestat_get(fd: number, result: number) {
      memory.check(result, layout.filestatBytes);
      const { ret, filestat } = attempt(() => object(fd).fd_filestat_get());
      writeShimStat(memory, result, requirePart(ret, filestat), layout);
    },
    fd_filestat_set_size: (fd: number, length: bigint) =>
      answer(() => object(fd).fd_filestat_set_size(unsigned(length))),
    fd_filestat_set_times: (fd: number, atime: bigint, mtime: bigint, set: number) =>
      answer(() => object(fd).fd_filestat_set_times(unsigned(atime), unsigned(mtime), set)),
    fd_prestat_dir_name(fd: number, pointer: number, length: number) {
      const name = preopenName(fd);
      if (length >>> 0 < name.length) fail("ENAMETOOLONG");
      memory.range(pointer, name.length).set(name);
    },
    fd_prestat_get(fd: number, result: number) {
      const name = preopenName(fd);
      memory.range(result, size.prestat).fill(0);
      memory.setU32(result + 4, name.length);
    },
    fd_renumber(from: number, to: number) {
      fds.require(from >>> 0, "renumber");
      const replaced = object(to);
      if (from >>> 0 === to >>> 0) return;
      fds.renumber(from >>> 0, to >>> 0);
      answer(() => replaced.fd_close());
    },
    fd_seek(fd: number, offset: bigint, whence: number, result: number) {
      memory.check(result, 8);
      const start = layout.whences[whence] ?? fail("EINVAL");
      const number = shimWhences.indexOf(start);
      const moved = attempt(() => object(fd).fd_seek(offset, number));
      memory.setU64(result, requirePart(moved.ret, moved.offset));
    },
    fd_sync: (fd: number) => answer(() => object(fd).fd_sync()),
    fd_tell(fd: number, result: number) {
      memory.check(result, 8);
      const { ret, offset } = attempt(() => object(fd).fd_tell());
      memory.setU64(result, requirePart(ret, offset));
    },
  };
}

/** Writes metadata as this version of the interface lays it out. */
export function writeShimStat(
  memory: GuestMemory,
  pointer: number,
  stat: ShimFilestat,
  { filestatBytes, nlinkAt, filesizeAt }: Layout,
): void {
  memory.range(pointer, filestatBytes).fill(0);
  memory.setU64(pointer, stat.dev);
  memory.setU64(pointer + 8, stat.ino);
  memory.setU8(pointer + 16, stat.filetype);
  memory.setU32(pointer + nlinkAt, Number(stat.nlink));
  memory.setU64(pointer + filesizeAt, stat.size);
  memory.setU64(pointer + filesizeAt + 8, stat.atim);
  memory.setU64(pointer + filesizeAt + 16, stat.mtim);
  memory.setU64(pointer + filesizeAt + 24, stat.ctim);
}

/** In the order of the shim's numbers, which are those of preview1. */
const shimWhences = ["set", "current", "end"];

function unsigned(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
