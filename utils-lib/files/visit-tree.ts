/** Lists what lies below a directory, paying for each entry before it is looked at. */
import { type FileType, FsError, type OpenFile } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { createProgress } from "../progress.ts";
import type { UtilityContext } from "../utility.ts";

/**
 * Looks at one entry: its path relative to the start, its name, its type, and how deep it lies,
 * where 1 is directly below the start. Gives whether to go into it if it is a directory.
 */
export type EntryVisitor = (
  relativePath: string,
  name: string,
  type: FileType,
  depth: number,
) => boolean;

/** A directory still to be listed. */
interface PendingDirectory {
  /** Relative to the start, with a final slash; empty for the start itself. */
  readonly prefix: string;
  readonly depth: number;
}

/**
 * Visits all entries below `directory`, in no particular order. Symlinked directories are not
 * entered. What is not a directory, is gone or denied has no entries. Charges `cost.file` for each
 * directory and `cost.entry` for each entry.
 */
export function visitTree(context: UtilityContext, directory: string, visit: EntryVisitor): void {
  const base = directory === "/" ? "/" : `${directory}/`;
  const report = createProgress(context);
  const pending: PendingDirectory[] = [{ prefix: "", depth: 1 }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { prefix, depth } = next;
    let count = 0;
    visitEntries(context, `${base}${prefix}`, (name, type) => {
      count++;
      const relativePath = prefix + name;
      if (visit(relativePath, name, type, depth) && type === "directory") {
        pending.push({ prefix: `${relativePath}/`, depth: depth + 1 });
      }
    });
    report(0, count);
  }
}

/** Visits the entries of one directory, in no particular order; see {@link visitTree}. */
export function visitEntries(
  context: UtilityContext,
  path: string,
  visit: (name: string, type: FileType) => void,
): void {
  const { fs } = context;
  context.charge(cost.file);
  let directory: OpenFile;
  try {
    directory = fs.open(path, { read: true, directory: true });
  } catch (error) {
    if (isUnreachable(error)) return;
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

/** Whether an error says that nothing is there, or that it is denied or lies so deep that no path reaches it. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof FsError && unreachable.has(error.code);
}

const unreachable: ReadonlySet<string> = new Set(["EACCES", "ENAMETOOLONG", "ENOENT", "ENOTDIR"]);
