/** Reading and writing through descriptors. */
import { FsError } from "../../vfs/index.ts";
import type { FileDescriptor, StreamDescriptor } from "../fd-table.ts";
import { fdflags, right } from "./abi.ts";
import type { Calls, WasiContext } from "./context.ts";
import { fail } from "./errno.ts";
import { Iovecs } from "./iovecs.ts";
import { requireFile, requireRights } from "./rights.ts";

/** Makes `fd_read`, `fd_write`, `fd_pread` and `fd_pwrite`. */
export function createFdDataCalls(
  context: WasiContext,
): Calls<"fd_pread" | "fd_pwrite" | "fd_read" | "fd_write"> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;
  const iovecs = new Iovecs(memory);

  const readFile = ({ file }: FileDescriptor, position?: number): number => {
    let total = 0;
    for (let index = 0; index < iovecs.count; index += 1) {
      const target = iovecs.buffer(index);
      const at = position === undefined ? undefined : position + total;
      const count = fs.read(file, target, at);
      total += count;
      if (count < target.length) break;
    }
    return total;
  };

  const writeFile = ({ file }: FileDescriptor, position?: number): number => {
    let total = 0;
    for (let index = 0; index < iovecs.count; index += 1) {
      const at = position === undefined ? undefined : position + total;
      try {
        total += fs.write(file, iovecs.buffer(index), at);
      } catch (error) {
        // What is written is written: a failure after the first bytes shows at the next call.
        if (total > 0 && error instanceof FsError) break;
        throw error;
      }
    }
    return total;
  };

  /** Takes what is there: waiting to fill a second buffer could wait for ever. */
  const readStream = ({ stream }: StreamDescriptor): number =>
    iovecs.count === 0 ? 0 : (stream.read?.(iovecs.buffer(0)) ?? fail("EBADF"));

  const writeStream = ({ stream }: StreamDescriptor): number => {
    let total = 0;
    for (let index = 0; index < iovecs.count; index += 1) {
      const source = iovecs.buffer(index);
      stream.write?.(source);
      total += source.length;
    }
    return total;
  };

  return {
    fd_read(fd: number, pointer: number, count: number, result: number) {
      const descriptor = fds.require(fd >>> 0, "read");
      if (descriptor.kind === "file" && descriptor.type === "directory") fail("EBADF");
      requireRights(descriptor, right.fdRead);
      memory.check(result, 4);
      iovecs.load(pointer, count);
      memory.setU32(
        result,
        descriptor.kind === "file" ? readFile(descriptor) : readStream(descriptor),
      );
    },

    fd_write(fd: number, pointer: number, count: number, result: number) {
      const descriptor = fds.require(fd >>> 0, "write");
      if (descriptor.kind === "file" && descriptor.type === "directory") fail("EBADF");
      requireRights(descriptor, right.fdWrite);
      memory.check(result, 4);
      iovecs.load(pointer, count);
      if (descriptor.kind === "stream") {
        memory.setU32(result, writeStream(descriptor));
        return;
      }
      // A write of nothing moves nothing.
      if (isAppending(descriptor) && iovecs.count > 0) fs.seek(descriptor.file, 0, "end");
      memory.setU32(result, writeFile(descriptor));
    },

    fd_pread(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      const descriptor = requireFile(fds, fd, right.fdRead | right.fdSeek, "ESPIPE");
      memory.check(result, 4);
      iovecs.load(pointer, count);
      memory.setU32(result, readFile(descriptor, toPosition(offset)));
    },

    fd_pwrite(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      const descriptor = requireFile(fds, fd, right.fdWrite | right.fdSeek, "ESPIPE");
      memory.check(result, 4);
      iovecs.load(pointer, count);
      const position = toPosition(offset);
      // As Linux does it: a file opened to append is written at its end, wherever the call says.
      const start = isAppending(descriptor) ? fs.fstat(descriptor.file).size : position;
      memory.setU32(result, writeFile(descriptor, start));
    },
  };
}

function isAppending(descriptor: FileDescriptor): boolean {
  return (descriptor.flags & fdflags.append) !== 0;
}

/** A position in a file. Fails with EINVAL below zero, EFBIG past what a file can hold. */
function toPosition(offset: bigint): number {
  if (offset < 0n) fail("EINVAL");
  return offset > Number.MAX_SAFE_INTEGER ? fail("EFBIG") : Number(offset);
}
