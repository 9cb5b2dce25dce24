/** Closing, renumbering, positioning and sizing of descriptors. */
import { right } from "./abi.ts";
import type { Calls, VersionedContext } from "./context.ts";
import { fail } from "./errno.ts";
import { requireAnyRight, requireFile, requireRights } from "./rights.ts";

/** Makes the `fd_` calls that neither move data nor describe. */
export function createFdCalls(
  context: VersionedContext,
): Calls<
  | "fd_advise"
  | "fd_allocate"
  | "fd_close"
  | "fd_datasync"
  | "fd_renumber"
  | "fd_seek"
  | "fd_sync"
  | "fd_tell"
> {
  const { memory, kernel, layout } = context;
  const { fds, fs } = kernel;
  return {
    fd_advise(fd: number, offset: bigint, length: bigint, advice: number) {
      requireFile(fds, fd, right.fdAdvise, "ESPIPE");
      if (offset < 0n || length < 0n || advice < 0 || advice > lastAdvice) fail("EINVAL");
    },

    fd_allocate(fd: number, offset: bigint, length: bigint) {
      const { file } = requireFile(fds, fd, right.fdAllocate, "EINVAL");
      if (length === 0n) fail("EINVAL");
      const end = toSize(offset) + toSize(length);
      if (end > fs.fstat(file).size) fs.ftruncate(file, end);
    },

    fd_close: (fd: number) => fds.close(fd >>> 0),

    fd_datasync(fd: number) {
      requireRights(fds.require(fd >>> 0, "fdatasync"), right.fdDatasync);
    },

    fd_renumber: (from: number, to: number) => fds.renumber(from >>> 0, to >>> 0),

    fd_seek(fd: number, offset: bigint, whence: number, result: number) {
      const start = layout.whences[whence];
      const isTell = offset === 0n && start === "current";
      const descriptor = requireFile(fds, fd, isTell ? 0n : right.fdSeek, "ESPIPE");
      if (isTell) requireAnyRight(descriptor, tellRights);
      memory.check(result, 8);
      if (start === undefined) return fail("EINVAL");
      if (offset > Number.MAX_SAFE_INTEGER || offset < Number.MIN_SAFE_INTEGER) fail("EINVAL");
      memory.setU64(result, BigInt(fs.seek(descriptor.file, Number(offset), start)));
    },

    fd_sync(fd: number) {
      requireRights(fds.require(fd >>> 0, "fsync"), right.fdSync);
    },

    fd_tell(fd: number, result: number) {
      const descriptor = requireFile(fds, fd, 0n, "ESPIPE");
      requireAnyRight(descriptor, tellRights);
      memory.check(result, 8);
      memory.setU64(result, BigInt(fs.seek(descriptor.file, 0, "current")));
    },
  };
}

const lastAdvice = 5;

/** The right to seek implies the one to tell. */
const tellRights = right.fdTell | right.fdSeek;

/** A size in bytes. Fails with EFBIG past what a file can hold; sizes are unsigned. */
export function toSize(value: bigint): number {
  const size = BigInt.asUintN(64, value);
  return size > Number.MAX_SAFE_INTEGER ? fail("EFBIG") : Number(size);
}
