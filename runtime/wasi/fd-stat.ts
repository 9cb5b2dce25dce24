/** What descriptors are, what they may be used for, and changing that. */
import type { Descriptor } from "../fd-table.ts";
import { fdflags, filetype, right, size } from "./abi.ts";
import type { Calls, VersionedContext } from "./context.ts";
import { fail } from "./errno.ts";
import { toSize } from "./fd.ts";
import { filetypes, type ShownStat, toTimes, writeFilestat } from "./filestat.ts";
import { baseRights, inheritingRights, requireFile, requireRights } from "./rights.ts";

/** Makes the `fd_fdstat_` and `fd_filestat_` calls. */
export function createFdStatCalls(
  context: VersionedContext,
): Calls<
  | "fd_fdstat_get"
  | "fd_fdstat_set_flags"
  | "fd_fdstat_set_rights"
  | "fd_filestat_get"
  | "fd_filestat_set_size"
  | "fd_filestat_set_times"
> {
  const { memory, kernel, layout } = context;
  const { fds, fs } = kernel;
  return {
    fd_fdstat_get(fd: number, result: number) {
      const descriptor = fds.require(fd >>> 0, "fstat");
      memory.range(result, size.fdstat).fill(0);
      memory.setU8(result, filetypeOf(descriptor));
      memory.setU16(result + 2, descriptor.flags);
      memory.setU64(result + 8, baseRights(descriptor));
      memory.setU64(result + 16, inheritingRights(descriptor));
    },

    fd_fdstat_set_flags(fd: number, flags: number) {
      const descriptor = fds.require(fd >>> 0, "fcntl");
      if ((flags & ~fdflags.all) !== 0) fail("EINVAL");
      if (descriptor.kind === "file" && descriptor.type === "directory") fail("EBADF");
      requireRights(descriptor, right.fdFdstatSetFlags);
      descriptor.flags = flags;
    },

    fd_fdstat_set_rights(fd: number, base: bigint, inheriting: bigint) {
      const descriptor = fds.require(fd >>> 0, "fcntl");
      const rights = {
        base: BigInt.asUintN(64, base),
        inheriting: BigInt.asUintN(64, inheriting),
      };
      const added =
        (rights.base & ~baseRights(descriptor)) |
        (rights.inheriting & ~inheritingRights(descriptor));
      if (added !== 0n) fail("ENOTCAPABLE");
      descriptor.rights = rights;
    },

    fd_filestat_get(fd: number, result: number) {
      const descriptor = fds.require(fd >>> 0, "fstat");
      requireRights(descriptor, right.fdFilestatGet);
      memory.check(result, layout.filestatBytes);
      const stat = descriptor.kind === "file" ? fs.fstat(descriptor.file) : undefined;
      writeFilestat(memory, result, stat ?? streamStat, layout);
    },

    fd_filestat_set_size(fd: number, length: bigint) {
      const { file } = requireFile(fds, fd, right.fdFilestatSetSize, "EINVAL");
      fs.ftruncate(file, toSize(length));
    },

    fd_filestat_set_times(fd: number, atime: bigint, mtime: bigint, flags: number) {
      const descriptor = fds.require(fd >>> 0, "futimes");
      if (descriptor.kind !== "file") return fail("EBADF");
      requireRights(descriptor, right.fdFilestatSetTimes);
      fs.futimes(descriptor.file, toTimes(atime, mtime, flags));
    },
  };
}

/** What a stream shows: it has no inode, no size and no times, and is on a device of its own. */
const streamStat: ShownStat = {
  dev: 0,
  ino: 0,
  nlink: 1,
  size: 0,
  atimeNs: 0n,
  mtimeNs: 0n,
  ctimeNs: 0n,
};

/** Streams are of unknown type, as pipes are elsewhere: a character device would pass for a terminal. */
function filetypeOf(descriptor: Descriptor): number {
  return descriptor.kind === "file" ? filetypes[descriptor.type] : filetype.unknown;
}
