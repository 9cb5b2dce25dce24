/** From a directory descriptor and a path in guest memory to a place in the filesystem. */
import type { Resolution } from "../../../vfs/index.ts";
import type { EmscriptenContext } from "./context.ts";
import { fail } from "./failure.ts";
import { readPath } from "./strings.ts";

/** The descriptor number that stands for the working directory. */
export const atFdcwd = -100;

/** Flags of the `*at` calls. */
export const atFlag = { symlinkNofollow: 0x100, removedir: 0x200, emptyPath: 0x1000 } as const;

/** A path and what it is relative to. */
export interface Place {
  readonly path: string;
  readonly at: Resolution;
}

/** Finds the place that `pointer` names, as seen from `dirfd`. ENOENT for an empty path, EBADF, ENOTDIR. */
export function placeAt(
  { kernel, memory }: EmscriptenContext,
  dirfd: number,
  pointer: number,
  follow?: boolean,
): Place {
  const path = readPath(memory, pointer);
  const how: Resolution = follow === undefined ? {} : { follow };
  if (path === "") return fail("ENOENT");
  if (path.startsWith("/")) return { path, at: how };
  if (dirfd === atFdcwd) return { path: `${kernel.cwd}/${path}`, at: how };
  const descriptor = kernel.fds.require(dirfd >>> 0, "openat");
  if (descriptor.kind !== "file" || descriptor.type !== "directory") return fail("ENOTDIR");
  return { path, at: { ...how, base: descriptor.file } };
}

/** The same, seen from the working directory. */
export function placeOf(context: EmscriptenContext, pointer: number, follow?: boolean): Place {
  return placeAt(context, atFdcwd, pointer, follow);
}
