/** Tells which symlinks count as files. */
import { FsError } from "../../vfs/index.ts";
import { guardPath, PathEscapeError } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";
import { isUnreachable } from "./visit-tree.ts";

/** Whether a symlink leads to a file inside the root. */
export function isFileInside(context: UtilityContext, path: string): boolean {
  try {
    const { realPath } = guardPath(context, path);
    return context.fs.lstat(realPath).type === "file";
  } catch (error) {
    const isLoop = error instanceof FsError && error.code === "ELOOP";
    if (error instanceof PathEscapeError || isUnreachable(error) || isLoop) return false;
    throw error;
  }
}
