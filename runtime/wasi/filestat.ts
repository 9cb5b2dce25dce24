/** Metadata of files as WASI lays it out. */
import type { FileType, Stat, Times } from "../../vfs/index.ts";
import { filetype, fstflags } from "./abi.ts";
import { fail } from "./errno.ts";
import type { Layout } from "./layout.ts";
import type { GuestMemory } from "./memory.ts";

/** The number of each type of file. */
export const filetypes: Readonly<Record<FileType, number>> = {
  file: filetype.regularFile,
  directory: filetype.directory,
  symlink: filetype.symbolicLink,
};

/** The parts of a stat that WASI shows. */
export type ShownStat = Pick<
  Stat,
  "dev" | "ino" | "nlink" | "size" | "atimeNs" | "mtimeNs" | "ctimeNs"
> &
  Partial<Pick<Stat, "type">>;

/** Writes dev u64, ino u64, filetype u8, and as `layout` says nlink, size u64, atim, mtim, ctim u64. */
export function writeFilestat(
  memory: GuestMemory,
  pointer: number,
  stat: ShownStat,
  { filestatBytes, nlinkAt, filesizeAt }: Layout,
): void {
  memory.range(pointer, filestatBytes).fill(0);
  memory.setU64(pointer, BigInt(stat.dev));
  memory.setU64(pointer + 8, BigInt(stat.ino));
  memory.setU8(pointer + 16, stat.type === undefined ? filetype.unknown : filetypes[stat.type]);
  memory.setU32(pointer + nlinkAt, stat.nlink);
  memory.setU64(pointer + filesizeAt, BigInt(stat.size));
  memory.setU64(pointer + filesizeAt + 8, stat.atimeNs);
  memory.setU64(pointer + filesizeAt + 16, stat.mtimeNs);
  memory.setU64(pointer + filesizeAt + 24, stat.ctimeNs);
}

/** The times that a call sets. Fails with EINVAL when a time is to be set in two ways. */
export function toTimes(atime: bigint, mtime: bigint, flags: number): Times {
  if ((flags & ~fstflags.all) !== 0) fail("EINVAL");
  const atimeNs = toTime(atime, (flags & fstflags.atim) !== 0, (flags & fstflags.atimNow) !== 0);
  const mtimeNs = toTime(mtime, (flags & fstflags.mtim) !== 0, (flags & fstflags.mtimNow) !== 0);
  return {
    ...(atimeNs === undefined ? {} : { atimeNs }),
    ...(mtimeNs === undefined ? {} : { mtimeNs }),
  };
}

function toTime(time: bigint, isSet: boolean, isNow: boolean): bigint | "now" | undefined {
  if (isSet && isNow) fail("EINVAL");
  if (isNow) return "now";
  return isSet ? BigInt.asUintN(64, time) : undefined;
}
