/** Goes through a directory tree by names and `..` alone, so that no path is too long and no tree too deep. */
import { FsError, type OpenFile, type SyncFileSystem } from "../../vfs/index.ts";

/** What is done on the way. */
export interface TreeVisitor {
  /**
   * Visits a directory, which is open, before what lies below it, and gives the names in it of the
   * directories to go on with. `prefix` is its path relative to the start with a final slash,
   * `name` the last component of it; both are empty for the start itself.
   */
  enter(directory: OpenFile, prefix: string, name: string): string[];
  /** Called when all below a directory is done, with its parent, which is open, and that one's prefix. */
  leave?(parent: OpenFile, prefix: string, name: string): void;
}

/** A directory on the way down from the start. */
interface Level {
  readonly name: string;
  /** That of its parent. */
  readonly prefix: string;
  /** What is left to be entered in its parent. */
  readonly pending: string[];
}

/** Visits `path`, which must be a directory and no symlink, and all directories below it that the visitor names. */
export function traverse(fs: SyncFileSystem, path: string, visitor: TreeVisitor): void {
  const levels: Level[] = [];
  let prefix = "";
  let directory = fs.open(path, { directory: true }, undefined, { follow: false });
  try {
    let pending = visitor.enter(directory, prefix, "");
    while (true) {
      const name = pending.pop();
      if (name === undefined) {
        const level = levels.pop();
        if (level === undefined) return;
        directory = moveTo(fs, directory, "..");
        ({ prefix, pending } = level);
        visitor.leave?.(directory, prefix, level.name);
      } else {
        directory = moveTo(fs, directory, name);
        levels.push({ name, prefix, pending });
        prefix += `${name}/`;
        pending = visitor.enter(directory, prefix, name);
      }
    }
  } finally {
    fs.close(directory);
  }
}

/** Opens a directory by its name in another, which is closed then. */
export function moveTo(fs: SyncFileSystem, from: OpenFile, name: string): OpenFile {
  const next = fs.open(name, { directory: true }, undefined, { base: from, follow: false });
  fs.close(from);
  return next;
}

/** Runs `work`, whose filesystem calls name entries of open directories, and makes its errors name `path()`. */
export function namingPath(path: () => string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (error instanceof FsError) throw new FsError(error.code, error.syscall, path());
    throw error;
  }
}
