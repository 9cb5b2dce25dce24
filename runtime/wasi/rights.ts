/** What a descriptor may be used for: the rights it was given, within what its kind allows. */
import type { Descriptor, FdTable, FileDescriptor } from "../fd-table.ts";
import { right } from "./abi.ts";
import { fail } from "./errno.ts";

/** Rights that make sense for a file. */
export const fileRights: bigint =
  right.fdDatasync |
  right.fdRead |
  right.fdSeek |
  right.fdFdstatSetFlags |
  right.fdSync |
  right.fdTell |
  right.fdWrite |
  right.fdAdvise |
  right.fdAllocate |
  right.fdFilestatGet |
  right.fdFilestatSetSize |
  right.fdFilestatSetTimes |
  right.pollFdReadwrite;

/** Rights that make sense for a directory. */
export const directoryRights: bigint =
  right.fdDatasync |
  right.fdFdstatSetFlags |
  right.fdSync |
  right.fdAdvise |
  right.pathCreateDirectory |
  right.pathCreateFile |
  right.pathLinkSource |
  right.pathLinkTarget |
  right.pathOpen |
  right.fdReaddir |
  right.pathReadlink |
  right.pathRenameSource |
  right.pathRenameTarget |
  right.pathFilestatGet |
  right.pathFilestatSetSize |
  right.pathFilestatSetTimes |
  right.fdFilestatGet |
  right.fdFilestatSetTimes |
  right.pathSymlink |
  right.pathRemoveDirectory |
  right.pathUnlinkFile |
  right.pollFdReadwrite;

const streamRights =
  right.fdDatasync |
  right.fdFdstatSetFlags |
  right.fdSync |
  right.fdFilestatGet |
  right.pollFdReadwrite;

/** What `descriptor` may be used for. */
export function baseRights(descriptor: Descriptor): bigint {
  return descriptor.rights.base & kindRights(descriptor);
}

/** What descriptors opened through `descriptor` may be used for. */
export function inheritingRights(descriptor: Descriptor): bigint {
  const isDirectory = descriptor.kind === "file" && descriptor.type === "directory";
  return isDirectory ? descriptor.rights.inheriting & (fileRights | directoryRights) : 0n;
}

/** Fails with ENOTCAPABLE unless `descriptor` has all of `rights`. */
export function requireRights(descriptor: Descriptor, rights: bigint): void {
  if ((baseRights(descriptor) & rights) !== rights) fail("ENOTCAPABLE");
}

/** Fails with ENOTCAPABLE unless `descriptor` has one of `rights`. */
export function requireAnyRight(descriptor: Descriptor, rights: bigint): void {
  if ((baseRights(descriptor) & rights) === 0n) fail("ENOTCAPABLE");
}

/** The open directory `fd`. Fails with EBADF, ENOTDIR, or ENOTCAPABLE without `rights`. */
export function requireDirectory(fds: FdTable, fd: number, rights: bigint): FileDescriptor {
  const descriptor = fds.require(fd >>> 0, "openat");
  if (descriptor.kind !== "file" || descriptor.type !== "directory") return fail("ENOTDIR");
  requireRights(descriptor, rights);
  return descriptor;
}

/** The open file `fd`. Fails with EBADF also for a directory, with `streamFailure` for a stream, or ENOTCAPABLE without `rights`. */
export function requireFile(
  fds: FdTable,
  fd: number,
  rights: bigint,
  streamFailure: "EINVAL" | "ESPIPE",
): FileDescriptor {
  const descriptor = fds.require(fd >>> 0, "fd");
  if (descriptor.kind === "stream") return fail(streamFailure);
  if (descriptor.type === "directory") return fail("EBADF");
  requireRights(descriptor, rights);
  return descriptor;
}

function kindRights(descriptor: Descriptor): bigint {
  if (descriptor.kind === "file") {
    return descriptor.type === "directory" ? directoryRights : fileRights;
  }
  const { stream } = descriptor;
  const canRead = stream.read === undefined ? 0n : right.fdRead;
  const canWrite = stream.write === undefined ? 0n : right.fdWrite;
  return streamRights | canRead | canWrite;
}
