/** Removes files, symlinks and whole directories; pays for all of it before the first one goes. */
import { cost } from "../cost.ts";
import { createProgress } from "../progress.ts";
import type { UtilityContext } from "../utility.ts";
import { namingPath, traverse } from "./traverse.ts";

/** Which files and symlinks go, by path relative to the start and by name. */
export type EntryFilter = (relativePath: string, name: string) => boolean;

/** Removes a file, a symlink, or a directory with all below it. Symlinks are never followed. */
export function removeEntry(context: UtilityContext, path: string): void {
  payForRemoval(context, path);
  removePaid(context, path);
}

/** Charges what {@link removePaid} will do to what is there now: one entry and one change for each. */
export function payForRemoval(context: UtilityContext, path: string): void {
  context.charge(cost.entry + cost.change);
  if (context.fs.lstat(path).type === "directory") visitFiles(context, path, () => false);
}

/** Removes what {@link payForRemoval} has paid for. */
export function removePaid({ fs }: Pick<UtilityContext, "fs">, path: string): void {
  if (fs.lstat(path).type !== "directory") {
    fs.unlink(path);
    return;
  }
  let at = path;
  namingPath(
    () => at,
    () => {
      traverse(fs, path, {
        enter(directory, prefix) {
          const below: string[] = [];
          for (const { name, type } of fs.entries(directory)) {
            at = `${path}/${prefix}${name}`;
            if (type === "directory") below.push(name);
            else fs.unlink(name, { base: directory });
          }
          return below;
        },
        leave(parent, name, prefix) {
          at = `${path}/${prefix}${name}`;
          fs.rmdir(name, { base: parent });
        },
      });
    },
  );
  fs.rmdir(path);
}
