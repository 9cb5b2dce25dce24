/** Removes files, symlinks and whole directories; all is paid for before the first one goes. */
import type { SyncFileSystem } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { createProgress } from "../progress.ts";
import type { UtilityContext } from "../utility.ts";
import { namingPath, type TreeVisitor, traverse } from "./traverse.ts";

/** Which files and symlinks go, by path relative to the start and by name; all directories stay. */
export type EntryFilter = (relativePath: string, name: string) => boolean;

/**
 * Charges what {@link removePaid} will do to what is there now: `cost.change` for each thing that
 * goes, `cost.entry` for each that is looked at, and `cost.file` for each directory.
 */
export function payForRemoval(context: UtilityContext, path: string, filter?: EntryFilter): void {
  const { fs } = context;
  context.charge(cost.change);
  if (fs.lstat(path).type !== "directory") return;
  const report = createProgress(context);
  traverse(fs, path, {
    enter(directory, prefix) {
      context.charge(cost.file);
      report(0, 1);
      const below: string[] = [];
      for (const { name, type } of fs.entries(directory)) {
        context.charge(cost.entry);
        if (type === "directory") below.push(name);
        if (filter === undefined || (type !== "directory" && filter(prefix + name, name))) {
          context.charge(cost.change);
        }
      }
      return below;
    },
  });
}

/** Removes a file, a symlink, or a directory with all below it. Symlinks are never followed. */
export function removePaid(fs: SyncFileSystem, path: string): void {
  if (fs.lstat(path).type !== "directory") {
    fs.unlink(path);
    return;
  }
  removeBelow(fs, path);
  fs.rmdir(path);
}

/** Removes all below a directory or, with a filter, the files and symlinks that it takes. */
export function removeBelow(fs: SyncFileSystem, path: string, filter?: EntryFilter): void {
  let at = path;
  const visitor: TreeVisitor = {
    enter(directory, prefix) {
      const below: string[] = [];
      for (const { name, type } of fs.entries(directory)) {
        at = `${path}/${prefix}${name}`;
        if (type === "directory") below.push(name);
        else if (filter?.(prefix + name, name) ?? true) fs.unlink(name, { base: directory });
      }
      return below;
    },
    leave(parent, prefix, name) {
      at = `${path}/${prefix}${name}`;
      if (filter === undefined) fs.rmdir(name, { base: parent });
    },
  };
  namingPath(
    () => at,
    () => traverse(fs, path, visitor),
  );
}
