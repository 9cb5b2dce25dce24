/** Lists the files below a directory. */
import { FsError } from "../../vfs/index.ts";
import { guardPath, PathEscapeError } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";
import { isUnreachable, visitTree } from "./visit-tree.ts";

/** Which files a walk takes. */
export interface WalkOptions {
  /** How many directories deep to look; 1 is the directory itself. */
  readonly maxDepth: number;
  /** Takes a file by its path relative to the start and its name. */
  accept(relativePath: string, name: string): boolean;
}

/**
 * The absolute paths of the accepted files below `directory`, sorted by code unit. Symlinked
 * directories are not entered; a symlink to a file inside the root counts as a file. What is not
 * a directory, or is gone, has no files.
 */
export function walkFiles(
  context: UtilityContext,
  directory: string,
  { maxDepth, accept }: WalkOptions,
): string[] {
  const base = directory === "/" ? "/" : `${directory}/`;
  const found: string[] = [];
  visitTree(context, directory, (relativePath, name, type, depth) => {
    if (type === "directory") return depth < maxDepth;
    if (!accept(relativePath, name)) return false;
    const path = base + relativePath;
    if (type === "file" || isFileInside(context, path)) found.push(path);
    return false;
  });
  return found.sort();
}

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
