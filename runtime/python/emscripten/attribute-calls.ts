/** Calls that read and change what files are: metadata, permissions, times, sizes. */
import type { Stat, Times } from "../../../vfs/index.ts";
import type { FileDescriptor } from "../../fd-table.ts";
import type { Calls, EmscriptenContext } from "./context.ts";
import { findDevice } from "./devices.ts";
import { fail } from "./failure.ts";
import { atFdcwd, atFlag, placeAt } from "./paths.ts";
import {
  modeType,
  type ShownStat,
  size,
  streamStat,
  userId,
  writeStat,
  writeStatfs,
} from "./stat-layout.ts";

/** Asks `access` whether something can be run. */
const accessExecute = 1;

/** What stands in a nanoseconds field for "now" and for "leave it". */
const utime = { now: 0x3fff_ffff, omit: 0x3fff_fffe } as const;

/** Makes the calls about metadata. */
export function createAttributeCalls(
  context: EmscriptenContext,
): Calls<
  | "__syscall_chmod"
  | "__syscall_faccessat"
  | "__syscall_fallocate"
  | "__syscall_fchmod"
  | "__syscall_fchmodat2"
  | "__syscall_fchown32"
  | "__syscall_fchownat"
  | "__syscall_fstat64"
  | "__syscall_fstatfs64"
  | "__syscall_ftruncate64"
  | "__syscall_getuid32_js"
  | "__syscall_lstat64"
  | "__syscall_newfstatat"
  | "__syscall_stat64"
  | "__syscall_statfs64"
  | "__syscall_truncate64"
  | "__syscall_utimensat"
> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;

  const requireFile = (fd: number): FileDescriptor => {
    const descriptor = fds.require(fd >>> 0, "fd");
    return descriptor.kind === "file" ? descriptor : fail("EINVAL");
  };

  const statOf = (fd: number): ShownStat | Stat => {
    const descriptor = fds.require(fd >>> 0, "fstat");
    if (descriptor.kind === "file") return fs.fstat(descriptor.file);
    return streamStat(modeType.fifo | 0o600, 0);
  };

  const statAt = (dirfd: number, path: number, pointer: number, follow: boolean): void => {
    memory.check(pointer, size.stat);
    const place = placeAt(context, dirfd, path, follow);
    const device = findDevice(place.path);
    writeStat(memory, pointer, device?.stat ?? fs.stat(place.path, place.at));
  };

  const chmodAt = (dirfd: number, path: number, mode: number): void => {
    const place = placeAt(context, dirfd, path);
    if (findDevice(place.path) === undefined) fs.chmod(place.path, mode & 0o7777, place.at);
  };

  const fstat = (fd: number, pointer: number): void => {
    memory.check(pointer, size.stat);
    writeStat(memory, pointer, statOf(fd));
  };

  const statfs = (pointer: number): void => {
    memory.check(pointer, size.statfs);
    writeStatfs(memory, pointer, fs.usage());
  };

  return {
    __syscall_chmod: (path: number, mode: number) => chmodAt(atFdcwd, path, mode),
    __syscall_fchmodat2: (dirfd: number, path: number, mode: number, _flags: number) =>
      chmodAt(dirfd, path, mode),
    __syscall_fchmod: (fd: number, mode: number) => fs.fchmod(requireFile(fd).file, mode & 0o7777),

    __syscall_faccessat(dirfd: number, path: number, mode: number, _flags: number) {
      const place = placeAt(context, dirfd, path);
      const { mode: bits, type } = findDevice(place.path)?.stat ?? fs.stat(place.path, place.at);
      if ((mode & accessExecute) !== 0 && type !== "directory" && (bits & 0o111) === 0) {
        fail("EACCES");
      }
    },

    __syscall_fallocate(fd: number, _mode: number, offset: bigint, length: bigint) {
      const { file } = requireFile(fd);
      const end = toLength(offset) + toLength(length);
      if (end > fs.fstat(file).size) fs.ftruncate(file, end);
    },

    // There is one user, who owns everything: changing the owner to any other is ignored.
    __syscall_fchown32(fd: number, _user: number, _group: number) {
      fds.require(fd >>> 0, "fchown");
    },
    __syscall_fchownat(dirfd: number, path: number, _user: number, _group: number, flags: number) {
      const place = placeAt(context, dirfd, path, (flags & atFlag.symlinkNofollow) === 0);
      fs.stat(place.path, place.at);
    },
    __syscall_getuid32_js: () => userId,

    __syscall_fstat64: fstat,
    __syscall_stat64: (path: number, pointer: number) => statAt(atFdcwd, path, pointer, true),
    __syscall_lstat64: (path: number, pointer: number) => statAt(atFdcwd, path, pointer, false),
    __syscall_newfstatat(dirfd: number, path: number, pointer: number, flags: number) {
      if ((flags & atFlag.emptyPath) !== 0 && memory.getU8(path) === 0)
        return fstat(dirfd, pointer);
      return statAt(dirfd, path, pointer, (flags & atFlag.symlinkNofollow) === 0);
    },

    __syscall_fstatfs64(fd: number, _length: number, pointer: number) {
      fds.require(fd >>> 0, "fstatfs");
      statfs(pointer);
    },
    __syscall_statfs64(path: number, _length: number, pointer: number) {
      const place = placeAt(context, atFdcwd, path);
      fs.stat(place.path, place.at);
      statfs(pointer);
    },

    __syscall_ftruncate64: (fd: number, length: bigint) =>
      fs.ftruncate(requireFile(fd).file, toLength(length)),
    __syscall_truncate64(path: number, length: bigint) {
      const place = placeAt(context, atFdcwd, path);
      fs.truncate(place.path, toLength(length), place.at);
    },

    __syscall_utimensat(dirfd: number, path: number, times: number, flags: number) {
      const wanted = readTimes(times >>> 0);
      if (path === 0) return fs.futimes(requireFile(dirfd).file, wanted);
      const place = placeAt(context, dirfd, path, (flags & atFlag.symlinkNofollow) === 0);
      return fs.utimes(place.path, wanted, place.at);
    },
  };

  /** Two of seconds i64, nanoseconds i32, 4 bytes unused: of access and of modification. */
  function readTimes(pointer: number): Times {
    if (pointer === 0) return { atimeNs: "now", mtimeNs: "now" };
    memory.check(pointer, 32);
    const atimeNs = readTime(pointer);
    const mtimeNs = readTime(pointer + 16);
    return {
      ...(atimeNs === undefined ? {} : { atimeNs }),
      ...(mtimeNs === undefined ? {} : { mtimeNs }),
    };
  }

  function readTime(pointer: number): bigint | "now" | undefined {
    const seconds = BigInt.asIntN(64, memory.getU64(pointer));
    const nanoseconds = memory.getU32(pointer + 8);
    if (nanoseconds === utime.now) return "now";
    if (nanoseconds === utime.omit) return undefined;
    if (nanoseconds >= 1_000_000_000) fail("EINVAL");
    return BigInt.asIntN(64, seconds * 1_000_000_000n + BigInt(nanoseconds));
  }
}

/** A size in bytes. EINVAL below zero, EFBIG past what a file can hold. */
function toLength(value: bigint): number {
  if (value < 0n) fail("EINVAL");
  return value > Number.MAX_SAFE_INTEGER ? fail("EFBIG") : Number(value);
}
