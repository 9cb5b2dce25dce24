/** Opening files and directories by path. */
import type { OpenFile, OpenFlags } from "../../vfs/index.ts";
import type { Rights } from "../fd-table.ts";
import { fdflags, lookupflags, oflags, right } from "./abi.ts";
import type { Calls, WasiContext } from "./context.ts";
import { fail } from "./errno.ts";
import { directoryRights, fileRights, inheritingRights, requireDirectory } from "./rights.ts";
import { readPath } from "./strings.ts";

/** Makes `path_open`. A descriptor gets the rights asked for as far as its directory passes them on. */
export function createPathOpenCalls(context: WasiContext): Calls<"path_open"> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;

  const addFile = (file: OpenFile, flags: number, rights: Rights): number => {
    try {
      const { type } = fs.fstat(file);
      const base = rights.base & (type === "directory" ? directoryRights : fileRights);
      return fds.add({ kind: "file", file, type, flags, rights: { ...rights, base } });
    } catch (error) {
      fs.close(file);
      throw error;
    }
  };

  return {
    path_open(
      fd: number,
      lookup: number,
      path: number,
      pathLength: number,
      open: number,
      base: bigint,
      inheriting: bigint,
      flags: number,
      result: number,
    ) {
      if ((open & ~oflags.all) !== 0 || (flags & ~fdflags.all) !== 0) fail("EINVAL");
      if ((open & createsDirectory) === createsDirectory) fail("EINVAL");
      const directory = requireDirectory(fds, fd, rightsToOpen(open));
      const name = readPath(memory, path, pathLength);
      memory.check(result, 4);
      const passedOn = inheritingRights(directory);
      const file = fs.open(name, toOpenFlags(open, base & passedOn), undefined, {
        base: directory.file,
        beneath: true,
        follow: (lookup & lookupflags.symlinkFollow) !== 0,
      });
      const rights = { base: base & passedOn, inheriting: inheriting & passedOn };
      memory.setU32(result, addFile(file, flags, rights));
    },
  };
}

/** The filesystem lets through what the rights of the descriptor will then hold back. */
export function toOpenFlags(open: number, base: bigint): OpenFlags {
  const isDirectory = (open & oflags.directory) !== 0;
  // Programs that open a directory may ask for every right there is but the one to write.
  const writing = isDirectory
    ? right.fdWrite
    : right.fdWrite | right.fdAllocate | right.fdFilestatSetSize;
  const truncate = (open & oflags.trunc) !== 0;
  return {
    read: true,
    write: truncate || (base & writing) !== 0n,
    create: (open & oflags.creat) !== 0,
    exclusive: (open & oflags.excl) !== 0,
    directory: isDirectory,
    truncate,
  };
}

/** No call makes a directory and opens it. */
const createsDirectory = oflags.creat | oflags.directory;

function rightsToOpen(open: number): bigint {
  const toCreate = (open & oflags.creat) !== 0 ? right.pathCreateFile : 0n;
  const toTruncate = (open & oflags.trunc) !== 0 ? right.pathFilestatSetSize : 0n;
  return right.pathOpen | toCreate | toTruncate;
}
