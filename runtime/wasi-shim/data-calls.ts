/** The calls that move data from and to objects of the shim. */
import { size } from "../wasi/abi.ts";
import type { Calls, VersionedContext } from "../wasi/context.ts";
import { Iovecs } from "../wasi/iovecs.ts";
import { attempt, requirePart, requireSuccess } from "./answers.ts";
import { requireShim } from "./require-shim.ts";
import type { ShimDirent, ShimFd } from "./shim-types.ts";

/** The calls that move data. */
export type ShimDataCall = "fd_pread" | "fd_pwrite" | "fd_read" | "fd_readdir" | "fd_write";

/** Makes the calls; the descriptor they are called with is an object of the shim. */
export function createShimDataCalls(context: VersionedContext): Calls<ShimDataCall> {
  const { kernel, memory } = context;
  const object = (fd: number): ShimFd => requireShim(kernel.fds, fd).fd;
  const iovecs = new Iovecs(memory);
  const header = new Uint8Array(size.dirent);
  const view = new DataView(header.buffer);

  /** Fills the buffers one after another, up to the first that is not filled. */
  const readAll = (read: (length: number, done: number) => Uint8Array): number => {
    let total = 0;
    for (let index = 0; index < iovecs.count; index += 1) {
      const target = iovecs.buffer(index);
      const data = attempt(() => read(target.length, total)).subarray(0, target.length);
      target.set(data);
      total += data.length;
      if (data.length < target.length) break;
    }
    return total;
  };

  /** Hands over copies: the object may keep them. */
  const writeAll = (write: (data: Uint8Array, done: number) => number): number => {
    let total = 0;
    for (let index = 0; index < iovecs.count; index += 1) {
      const source = new Uint8Array(iovecs.buffer(index));
      const count = attempt(() => write(source, total));
      total += Math.min(Math.max(0, Math.trunc(count)), source.length);
      if (count !== source.length) break;
    }
    return total;
  };

  const putEntry = (buffer: Uint8Array, used: number, entry: ShimDirent): number => {
    view.setBigUint64(0, entry.d_next, true);
    view.setBigUint64(8, entry.d_ino, true);
    view.setUint32(16, entry.dir_name.length, true);
    view.setUint8(20, entry.d_type);
    return copyWhatFits(buffer, copyWhatFits(buffer, used, header), entry.dir_name);
  };

  return {
    fd_read(fd: number, pointer: number, count: number, result: number) {
      memory.check(result, 4);
      iovecs.load(pointer, count);
      const total = readAll((length) => {
        const { ret, data } = object(fd).fd_read(length);
        return requirePart(ret, data);
      });
      memory.setU32(result, total);
    },
    fd_pread(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      memory.check(result, 4);
      iovecs.load(pointer, count);
      const start = BigInt.asUintN(64, offset);
      const total = readAll((length, done) => {
        const { ret, data } = object(fd).fd_pread(length, start + BigInt(done));
        return requirePart(ret, data);
      });
      memory.setU32(result, total);
    },
    fd_write(fd: number, pointer: number, count: number, result: number) {
      memory.check(result, 4);
      iovecs.load(pointer, count);
      const total = writeAll((data) => {
        const { ret, nwritten } = object(fd).fd_write(data);
        return requirePart(ret, nwritten);
      });
      memory.setU32(result, total);
    },
    fd_pwrite(fd: number, pointer: number, count: number, offset: bigint, result: number) {
      memory.check(result, 4);
      iovecs.load(pointer, count);
      const start = BigInt.asUintN(64, offset);
      const total = writeAll((data, done) => {
        const { ret, nwritten } = object(fd).fd_pwrite(data, start + BigInt(done));
        return requirePart(ret, nwritten);
      });
      memory.setU32(result, total);
    },
    fd_readdir(fd: number, pointer: number, length: number, cookie: bigint, result: number) {
      const buffer = memory.range(pointer, length >>> 0);
      memory.check(result, 4);
      let next = BigInt.asUintN(64, cookie);
      let used = 0;
      while (used < buffer.length) {
        const { ret, dirent } = attempt(() => object(fd).fd_readdir_single(next));
        requireSuccess(ret);
        if (dirent === null) break;
        used = attempt(() => putEntry(buffer, used, dirent));
        next = dirent.d_next;
      }
      memory.setU32(result, used);
    },
  };
}

function copyWhatFits(buffer: Uint8Array, used: number, bytes: Uint8Array): number {
  const count = Math.min(bytes.length, buffer.length - used);
  buffer.set(bytes.subarray(0, count), used);
  return used + count;
}
