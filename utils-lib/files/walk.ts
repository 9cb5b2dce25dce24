/** Lists the files below a directory, paying for each entry before it is looked at. */
import { FsError, type OpenFile } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { guardPath, isMissing, PathEscapeError } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";

/** Which files a walk takes. */
export interface WalkOptions {
  /** How many directories deep to look; 1 is the directory itself. */
  readonly maxDepth: number;
  /** Takes a file by its path relative to the start and its name. */
  accept(relativePath: string, name: string): boolean;
}

/** A directory still to be listed. */
interface PendingDirectory {
  /** Relative to the start, with a final slash; empty for the start itself. */
  readonly prefix: string;
  readonly depth: number;
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
  const pending: PendingDirectory[] = [{ prefix: "", depth: 1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { prefix, depth } = next;
    context.charge(cost.file);
    visitEntries(context, `${base}${prefix}`, (name, type) => {
      const relativePath = prefix + name;
      if (type === "directory") {
        if (depth < maxDepth) pending.push({ prefix: `${relativePath}/`, depth: depth + 1 });
        return;
      }
      if (!accept(relativePath, name)) return;
      const path = base + relativePath;
      if (type === "file" || isFileInside(context, path)) found.push(path);
    });
  }
  return found.sort();
}

function visitEntries(
  context: UtilityContext,
  path: string,
  visit: (name: string, type: string) => void,
): void {
  const { fs } = context;
  let directory: OpenFile;
  try {
    directory = fs.open(path, { read: true, directory: true });
  } catch (error) {
    // Directories can lie so deep that no path reaches them, nor what is in them.
    const isUnreachable = error instanceof FsError && error.code === "ENAMETOOLONG";
    if (isMissing(error) || isUnreachable) return;
    throw error;
  }
  try {
    for (const { name, type } of fs.entries(directory)) {
      context.charge(cost.entry);
      visit(name, type);
    }
  } finally {
    fs.close(directory);
  }
}

function isFileInside(context: UtilityContext, path: string): boolean {
  try {
    const { realPath } = guardPath(context, path);
    return context.fs.lstat(realPath).type === "file";
  } catch (error) {
    const leadsNowhere = error instanceof FsError && error.code === "ELOOP";
    if (error instanceof PathEscapeError || isMissing(error) || leadsNowhere) return false;
    throw error;
  }
}
