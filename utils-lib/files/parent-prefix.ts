/** Checks where a file is about to be made. */
import { dirName, FsError, type SyncFileSystem } from "../../vfs/index.ts";
import type { GuardedPath } from "../path-guard.ts";

/**
 * The path of the directory that `place` lies in, without symlinks and with a final slash.
 *
 * @throws {FsError} `ENOENT` and `ENOTDIR` with the path as it was named.
 */
export function parentPrefix(fs: SyncFileSystem, place: GuardedPath, syscall: string): string {
  const parent = dirName(place.realPath);
  if (!fs.exists(parent)) throw new FsError("ENOENT", syscall, place.path);
  if (fs.stat(parent).type !== "directory") throw new FsError("ENOTDIR", syscall, place.path);
  return parent === "/" ? parent : `${parent}/`;
}
