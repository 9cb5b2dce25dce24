/** Calls that name files by path and change or read their names. */
import type { Calls, EmscriptenContext } from "./context.ts";
import { findDevice } from "./devices.ts";
import { fail } from "./failure.ts";
import { atFlag, placeAt, placeOf } from "./paths.ts";
import { encodeCString, readPath } from "./strings.ts";

/** Makes the calls about names. */
export function createPathCalls(
  context: EmscriptenContext,
): Calls<
  | "__syscall_chdir"
  | "__syscall_fchdir"
  | "__syscall_getcwd"
  | "__syscall_mkdirat"
  | "__syscall_readlinkat"
  | "__syscall_renameat"
  | "__syscall_rmdir"
  | "__syscall_symlinkat"
  | "__syscall_unlinkat"
> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;
  return {
    __syscall_chdir(pointer: number) {
      kernel.chdir(placeOf(context, pointer).path);
    },

    __syscall_fchdir(fd: number) {
      const descriptor = fds.require(fd >>> 0, "fchdir");
      if (descriptor.kind !== "file" || descriptor.type !== "directory") return fail("ENOTDIR");
      kernel.chdir(fs.pathOf(descriptor.file));
      return 0;
    },

    __syscall_getcwd(pointer: number, length: number) {
      const bytes = encodeCString(kernel.cwd);
      if (length === 0) fail("EINVAL");
      if (length >>> 0 < bytes.length) fail("ERANGE");
      memory.range(pointer, bytes.length).set(bytes);
      return bytes.length;
    },

    __syscall_mkdirat(dirfd: number, pointer: number, mode: number) {
      const { path, at } = placeAt(context, dirfd, pointer);
      fs.mkdir(path, mode & 0o7777, at);
    },

    __syscall_readlinkat(dirfd: number, pointer: number, buffer: number, length: number) {
      const { path, at } = placeAt(context, dirfd, pointer);
      if (findDevice(path) !== undefined || length === 0) fail("EINVAL");
      const target = encodeCString(fs.readlink(path, at));
      // The final NUL is no part of the answer, and what is too long is cut, as POSIX says.
      const cut = target.subarray(0, Math.min(length >>> 0, target.length - 1));
      memory.range(buffer, cut.length).set(cut);
      return cut.length;
    },

    __syscall_renameat(fromFd: number, from: number, toFd: number, to: number) {
      const source = placeAt(context, fromFd, from);
      const target = placeAt(context, toFd, to);
      fs.rename(source.path, target.path, source.at, target.at);
    },

    __syscall_rmdir(pointer: number) {
      const { path, at } = placeOf(context, pointer);
      fs.rmdir(path, at);
    },

    __syscall_symlinkat(target: number, dirfd: number, pointer: number) {
      const { path, at } = placeAt(context, dirfd, pointer);
      fs.symlink(readPath(memory, target), path, at);
    },

    __syscall_unlinkat(dirfd: number, pointer: number, flags: number) {
      const { path, at } = placeAt(context, dirfd, pointer);
      if ((flags & atFlag.removedir) === 0) fs.unlink(path, at);
      else fs.rmdir(path, at);
    },
  };
}
