/** Changing names and metadata by path. */
import type { Resolution } from "../../vfs/index.ts";
import type { FileDescriptor } from "../fd-table.ts";
import { lookupflags, right } from "./abi.ts";
import type { Calls, VersionedContext } from "./context.ts";
import { fail } from "./errno.ts";
import { toTimes, writeFilestat } from "./filestat.ts";
import { requireDirectory } from "./rights.ts";
import { encodeText, readPath } from "./strings.ts";

/** Makes the `path_` calls but `path_open`. Every path stays beneath the directory it starts at. */
export function createPathCalls(
  context: VersionedContext,
): Calls<
  | "path_create_directory"
  | "path_filestat_get"
  | "path_filestat_set_times"
  | "path_link"
  | "path_readlink"
  | "path_remove_directory"
  | "path_rename"
  | "path_symlink"
  | "path_unlink_file"
> {
  const { memory, kernel, layout } = context;
  const { fs } = kernel;
  const directory = (fd: number, rights: bigint): FileDescriptor =>
    requireDirectory(kernel.fds, fd, rights);
  return {
    path_create_directory(fd: number, path: number, length: number) {
      const base = directory(fd, right.pathCreateDirectory);
      fs.mkdir(readPath(memory, path, length), undefined, beneath(base));
    },

    path_filestat_get(fd: number, flags: number, path: number, length: number, result: number) {
      const base = directory(fd, right.pathFilestatGet);
      const name = readPath(memory, path, length);
      memory.check(result, layout.filestatBytes);
      const stat = fs.stat(name, beneath(base, isFollowing(flags)));
      writeFilestat(memory, result, stat, layout);
    },

    path_filestat_set_times(
      fd: number,
      flags: number,
      path: number,
      length: number,
      atime: bigint,
      mtime: bigint,
      set: number,
    ) {
      const base = directory(fd, right.pathFilestatSetTimes);
      const name = readPath(memory, path, length);
      fs.utimes(name, toTimes(atime, mtime, set), beneath(base, isFollowing(flags)));
    },

    path_link(
      fd: number,
      flags: number,
      path: number,
      length: number,
      newFd: number,
      newPath: number,
      newLength: number,
    ) {
      const base = directory(fd, right.pathLinkSource);
      const newBase = directory(newFd, right.pathLinkTarget);
      // As other hosts: linking to what a symlink points at is not offered.
      if (isFollowing(flags)) fail("EINVAL");
      const name = readPath(memory, path, length);
      fs.link(name, readPath(memory, newPath, newLength), beneath(base), beneath(newBase));
    },

    path_readlink(
      fd: number,
      path: number,
      length: number,
      pointer: number,
      bufferLength: number,
      result: number,
    ) {
      const base = directory(fd, right.pathReadlink);
      const name = readPath(memory, path, length);
      const buffer = memory.range(pointer, bufferLength >>> 0);
      memory.check(result, 4);
      const target = encodeText(fs.readlink(name, beneath(base))).subarray(0, buffer.length);
      buffer.set(target);
      memory.setU32(result, target.length);
    },

    path_remove_directory(fd: number, path: number, length: number) {
      const base = directory(fd, right.pathRemoveDirectory);
      fs.rmdir(readPath(memory, path, length), beneath(base));
    },

    path_rename(
      fd: number,
      path: number,
      length: number,
      newFd: number,
      newPath: number,
      newLength: number,
    ) {
      const base = directory(fd, right.pathRenameSource);
      const newBase = directory(newFd, right.pathRenameTarget);
      const name = readPath(memory, path, length);
      fs.rename(name, readPath(memory, newPath, newLength), beneath(base), beneath(newBase));
    },

    path_symlink(
      targetPointer: number,
      targetLength: number,
      fd: number,
      path: number,
      length: number,
    ) {
      const base = directory(fd, right.pathSymlink);
      const target = readPath(memory, targetPointer, targetLength);
      // It could never be followed from a descriptor.
      if (target.startsWith("/")) fail("EPERM");
      fs.symlink(target, readPath(memory, path, length), beneath(base));
    },

    path_unlink_file(fd: number, path: number, length: number) {
      const base = directory(fd, right.pathUnlinkFile);
      fs.unlink(readPath(memory, path, length), beneath(base));
    },
  };
}

function beneath({ file }: FileDescriptor, follow = false): Resolution {
  return { base: file, beneath: true, follow };
}

function isFollowing(flags: number): boolean {
  return (flags & lookupflags.symlinkFollow) !== 0;
}
