/** The files that `grep` searches. */
import { isFileInside } from "../files/is-file-inside.ts";
import { createPathMatcher } from "../files/path-matcher.ts";
import { visitTree } from "../files/visit-tree.ts";
import { guardPath, isMissing } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";

/** Which files of directories are searched. */
export interface FileChoice {
  readonly recursive: boolean;
  readonly include: string | readonly string[] | null;
  readonly exclude: string | readonly string[] | null;
}

/**
 * Lists what a given path stands for: a file for itself, whatever the globs say; a directory for
 * the files below it that are chosen, sorted; what is missing for nothing. Symlinked directories
 * are not entered; a symlink to a file inside the root counts as a file.
 */
export function createFileLister(
  context: UtilityContext,
  { recursive, include, exclude }: FileChoice,
): (given: string) => readonly string[] {
  const isIncluded = include === null ? () => true : createPathMatcher(context, include);
  const isExcluded = createPathMatcher(context, exclude);
  return (given) => {
    const { path } = guardPath(context, given);
    try {
      if (context.fs.stat(path).type === "file") return [path];
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
    const base = path === "/" ? "/" : `${path}/`;
    const found: string[] = [];
    visitTree(context, path, (relativePath, name, type) => {
      if (isExcluded(relativePath, name)) return false;
      if (type === "directory") return recursive;
      if (!isIncluded(relativePath, name)) return false;
      const full = base + relativePath;
      if (type === "file" || isFileInside(context, full)) found.push(full);
      return false;
    });
    return found.sort();
  };
}
