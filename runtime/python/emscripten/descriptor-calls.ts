/** Calls on descriptor numbers: duplicating, flags, listing directories, waiting. */
import type { Descriptor } from "../../fd-table.ts";
import { fdflags } from "../../wasi/abi.ts";
import type { Calls, EmscriptenContext } from "./context.ts";
import { DirectoryListings } from "./directory-entries.ts";
import { fail } from "./failure.ts";
import { oflag } from "./open-call.ts";

/** Commands of `fcntl`. Locks always succeed: a sandbox runs one program at a time. */
const command = {
  duplicate: 0,
  getFdFlags: 1,
  setFdFlags: 2,
  getFlags: 3,
  setFlags: 4,
  getLock: 12,
  setLock: 13,
  setLockWait: 14,
  duplicateCloexec: 1030,
} as const;

/** The type of a lock that nobody holds. */
const unlocked = 2;

/** Events of `poll`. */
const pollEvent = { in: 0x1, out: 0x4, invalid: 0x20 } as const;

/** The most descriptors of one `poll`. */
const maxPolled = 4096;

/** Makes the calls about descriptors that WASI does not have. */
export function createDescriptorCalls(
  context: EmscriptenContext,
): Calls<
  | "__syscall_dup"
  | "__syscall_dup3"
  | "__syscall_fadvise64"
  | "__syscall_fcntl64"
  | "__syscall_fdatasync"
  | "__syscall_getdents64"
  | "__syscall_ioctl"
  | "__syscall_poll"
  | "fd_seek"
> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;
  const listings = new DirectoryListings(fs, kernel.fuel);

  const readyEvents = (fd: number, wanted: number): number => {
    const descriptor = fds.get(fd);
    if (descriptor === undefined) return pollEvent.invalid;
    return wanted & (pollEvent.in | pollEvent.out);
  };

  return {
    __syscall_dup: (fd: number) => fds.add(fds.require(fd >>> 0, "dup")),

    __syscall_dup3(fd: number, target: number, _flags: number) {
      const descriptor = fds.require(fd >>> 0, "dup3");
      if (fd === target) fail("EINVAL");
      if (target < 0) fail("EBADF");
      if (fds.get(target) !== undefined) fds.close(target);
      return fds.add(descriptor, target);
    },

    __syscall_fadvise64(fd: number, _offset: bigint, _length: bigint, _advice: number) {
      fds.require(fd >>> 0, "fadvise");
    },

    __syscall_fcntl64(fd: number, operation: number, varargs: number) {
      const descriptor = fds.require(fd >>> 0, "fcntl");
      switch (operation) {
        case command.duplicate:
        case command.duplicateCloexec: {
          const lowest = memory.getU32(varargs) | 0;
          return lowest < 0 ? fail("EINVAL") : fds.add(descriptor, lowest);
        }
        case command.getFdFlags:
        case command.setFdFlags:
        case command.setLock:
        case command.setLockWait:
          return 0;
        case command.getFlags:
          return statusFlags(descriptor);
        case command.setFlags: {
          const append = (memory.getU32(varargs) & oflag.append) === 0 ? 0 : fdflags.append;
          descriptor.flags = (descriptor.flags & ~fdflags.append) | append;
          return 0;
        }
        case command.getLock:
          memory.setU16(memory.getU32(varargs), unlocked);
          return 0;
        default:
          return fail("EINVAL");
      }
    },

    __syscall_fdatasync(fd: number) {
      fds.require(fd >>> 0, "fdatasync");
    },

    __syscall_getdents64(fd: number, pointer: number, length: number) {
      const descriptor = fds.require(fd >>> 0, "getdents");
      if (descriptor.kind !== "file" || descriptor.type !== "directory") return fail("ENOTDIR");
      return listings.write(memory, pointer, length >>> 0, descriptor.file);
    },

    __syscall_ioctl(fd: number, _request: number, _varargs: number) {
      fds.require(fd >>> 0, "ioctl");
      return fail("ENOTTY");
    },

    /** An entry is fd i32, events i16, revents i16. Nothing ever becomes ready later, so that waiting is sleeping. */
    __syscall_poll(pointer: number, count: number, timeoutMs: number) {
      if (count >>> 0 > maxPolled) fail("EINVAL");
      memory.check(pointer, count * 8);
      let ready = 0;
      for (let index = 0; index < count; index += 1) {
        const entry = (pointer >>> 0) + index * 8;
        const fd = memory.getU32(entry) | 0;
        const events = fd < 0 ? 0 : readyEvents(fd, memory.getU16(entry + 4));
        memory.setU16(entry + 6, events);
        if (events !== 0) ready += 1;
      }
      if (ready === 0 && timeoutMs !== 0) {
        kernel.clock.sleepNs(timeoutMs < 0 ? forEverNs : BigInt(timeoutMs) * 1_000_000n);
      }
      return ready;
    },

    fd_seek(fd: number, offset: bigint, whence: number, result: number) {
      const descriptor = fds.require(fd >>> 0, "lseek");
      if (descriptor.kind === "stream") return fail("ESPIPE");
      memory.check(result, 8);
      const from = whences[whence] ?? fail("EINVAL");
      if (descriptor.type === "directory") {
        // The one seek that programs do with a directory: back to its first entry.
        if (offset !== 0n || from !== "set") fail("EINVAL");
        listings.rewind(descriptor.file);
        memory.setU64(result, 0n);
        return 0;
      }
      if (offset > Number.MAX_SAFE_INTEGER || offset < Number.MIN_SAFE_INTEGER) fail("EINVAL");
      memory.setU64(result, BigInt(fs.seek(descriptor.file, Number(offset), from)));
      return 0;
    },
  };
}

const whences = ["set", "current", "end"] as const;

/** Longer than any deadline, short enough to be added to any time. */
const forEverNs = 2n ** 61n;

function statusFlags(descriptor: Descriptor): number {
  const { canRead, canWrite } =
    descriptor.kind === "file"
      ? {
          canRead: descriptor.file.flags.read !== false,
          canWrite: descriptor.file.flags.write === true,
        }
      : {
          canRead: descriptor.stream.read !== undefined,
          canWrite: descriptor.stream.write !== undefined,
        };
  const access = canWrite ? (canRead ? oflag.readWrite : oflag.writeOnly) : 0;
  return access | ((descriptor.flags & fdflags.append) === 0 ? 0 : oflag.append);
}
