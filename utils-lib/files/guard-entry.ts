/** The path rule for calls on a name itself, such as removing it: a symlink there is not followed. */
import { baseName, dirName, isWithin, normalizePath } from "../../vfs/index.ts";
import { type GuardedPath, guardPath, PathEscapeError } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";

/**
 * Resolves `path` as {@link guardPath} does, but for its last component: what is there may be a
 * symlink to anywhere. The root itself, which has no place within the root, comes out as it is.
 *
 * @throws {PathEscapeError} when the path, or the directory that the entry lies in, leaves the root.
 */
export function guardEntry(context: UtilityContext, path: string): GuardedPath {
  const absolute = normalizePath(path, context.cwd);
  const isBelowRoot = isWithin(absolute, context.root) && absolute !== normalizePath(context.root);
  if (!isBelowRoot) return guardPath(context, path);
  try {
    const { realPath: parent } = guardPath(context, dirName(absolute));
    return { path: absolute, realPath: `${parent === "/" ? "" : parent}/${baseName(absolute)}` };
  } catch (error) {
    if (error instanceof PathEscapeError) throw new PathEscapeError(context.root, path);
    throw error;
  }
}
