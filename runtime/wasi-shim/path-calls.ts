/** The `path_` calls on directories of the shim. */
import { allRights } from "../fd-table.ts";
import type { Calls, VersionedContext } from "../wasi/context.ts";
import { fail } from "../wasi/errno.ts";
import { encodeText, readPath } from "../wasi/strings.ts";
import { attempt, requirePart, requireSuccess } from "./answers.ts";
import { writeShimStat } from "./fd-calls.ts";
import { requireShim } from "./require-shim.ts";
import { ShimStream, shimStream } from "./shim-file.ts";
import type { ShimFd } from "./shim-types.ts";

/** The calls by path. */
export type ShimPathCall =
  | "path_create_directory"
  | "path_filestat_get"
  | "path_filestat_set_times"
  | "path_link"
  | "path_open"
  | "path_readlink"
  | "path_remove_directory"
  | "path_rename"
  | "path_symlink"
  | "path_unlink_file";

/** Makes the calls; one of the descriptors they are called with is a directory of the shim. */
export function createShimPathCalls(context: VersionedContext): Calls<ShimPathCall> {
  const { kernel, memory, layout } = context;
  const { fds } = kernel;
  const object = (fd: number): ShimFd => requireShim(fds, fd).fd;
  const path = (pointer: number, length: number): string => readPath(memory, pointer, length);
  const answer = (call: () => number): void => requireSuccess(attempt(call));

  /** Both directories of a call that has two. Names do not move to another kind of filesystem. */
  const pair = (from: number, to: number): readonly [ShimFd, ShimFd] => {
    const [one, other] = [fds.require(from >>> 0, "rename"), fds.require(to >>> 0, "rename")];
    const [source, target] = [shimStream(one), shimStream(other)];
    if (source === undefined || target === undefined) return fail("EXDEV");
    return [source.fd, target.fd];
  };

  const addFd = (fd: ShimFd, flags: number): number => {
    try {
      const stream = new ShimStream(fd);
      return fds.add({ kind: "stream", stream, flags, rights: allRights });
    } catch (error) {
      attempt(() => fd.fd_close());
      throw error;
    }
  };

  return {
    path_create_directory: (fd: number, pointer: number, length: number) => {
      const name = path(pointer, length);
      answer(() => object(fd).path_create_directory(name));
    },

    path_filestat_get(fd: number, flags: number, pointer: number, length: number, result: number) {
      const name = path(pointer, length);
      memory.check(result, layout.filestatBytes);
      const { ret, filestat } = attempt(() => object(fd).path_filestat_get(flags, name));
      writeShimStat(memory, result, requirePart(ret, filestat), layout);
    },

    path_filestat_set_times(
      fd: number,
      flags: number,
      pointer: number,
      length: number,
      atime: bigint,
      mtime: bigint,
      set: number,
    ) {
      const name = path(pointer, length);
      const times = [BigInt.asUintN(64, atime), BigInt.asUintN(64, mtime)] as const;
      answer(() => object(fd).path_filestat_set_times(flags, name, ...times, set));
    },

    path_link(
      fd: number,
      flags: number,
      pointer: number,
      length: number,
      newFd: number,
      newPointer: number,
      newLength: number,
    ) {
      const [source, target] = pair(fd, newFd);
      const [name, created] = [path(pointer, length), path(newPointer, newLength)];
      const { ret, inode_obj } = attempt(() => source.path_lookup(name, flags));
      const inode = requirePart(ret, inode_obj);
      // The shim would put the new name in the place of another.
      if (attempt(() => target.path_lookup(created, 0)).ret === 0) fail("EEXIST");
      answer(() => target.path_link(created, inode, false));
    },

    path_open(
      fd: number,
      flags: number,
      pointer: number,
      length: number,
      open: number,
      base: bigint,
      inheriting: bigint,
      fdflags: number,
      result: number,
    ) {
      const name = path(pointer, length);
      memory.check(result, 4);
      const rights = [BigInt.asUintN(64, base), BigInt.asUintN(64, inheriting)] as const;
      const { ret, fd_obj } = attempt(() =>
        object(fd).path_open(flags, name, open, ...rights, fdflags),
      );
      memory.setU32(result, addFd(requirePart(ret, fd_obj), fdflags));
    },

    path_readlink(
      fd: number,
      pointer: number,
      length: number,
      target: number,
      targetLength: number,
      result: number,
    ) {
      const name = path(pointer, length);
      const buffer = memory.range(target, targetLength >>> 0);
      memory.check(result, 4);
      const { ret, data } = attempt(() => object(fd).path_readlink(name));
      const bytes = encodeText(requirePart(ret, data)).subarray(0, buffer.length);
      buffer.set(bytes);
      memory.setU32(result, bytes.length);
    },

    path_remove_directory(fd: number, pointer: number, length: number) {
      const name = path(pointer, length);
      answer(() => object(fd).path_remove_directory(name));
    },

    path_rename(
      fd: number,
      pointer: number,
      length: number,
      newFd: number,
      newPointer: number,
      newLength: number,
    ) {
      const [source, target] = pair(fd, newFd);
      const [from, to] = [path(pointer, length), path(newPointer, newLength)];
      const { ret, inode_obj } = attempt(() => source.path_unlink(from));
      const inode = requirePart(ret, inode_obj);
      const failed = attempt(() => target.path_link(to, inode, true));
      if (failed !== 0) attempt(() => source.path_link(from, inode, true));
      requireSuccess(failed);
    },

    // The shim has no symlinks.
    path_symlink: () => fail("ENOTSUP"),

    path_unlink_file(fd: number, pointer: number, length: number) {
      const name = path(pointer, length);
      answer(() => object(fd).path_unlink_file(name));
    },
  };
}
