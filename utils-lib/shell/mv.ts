/** `mv`: moves or renames files and directories. */
import { baseName, FsError } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { copyDirectory } from "../files/copy-directory.ts";
import { copyEntry, placeAt } from "../files/copy-entry.ts";
import { guardEntry } from "../files/guard-entry.ts";
import { payForRemoval, removePaid } from "../files/remove-entry.ts";
import { createProgress } from "../progress.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { pathInto } from "./path-into.ts";

/** The arguments of {@link mv}. */
export interface MvArguments {
  readonly src: string;
  readonly dst: string;
}

/**
 * Gives a file, directory or symlink another name or, when `dst` is a directory, moves it into
 * that. A file that is there is replaced, an empty directory by a directory. Onto itself nothing
 * happens. From one mount to another it is copied and then removed.
 *
 * @throws {FsError} `ENOENT`, `EISDIR` for a file over a directory, `ENOTDIR` for a directory over
 * a file, `ENOTEMPTY`, `EINVAL` for a directory into itself, `EBUSY` for the root.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/archive");
 * fs.writeFile("/app/old.txt", new Uint8Array());
 *
 * const { ls, mv } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await mv("old.txt", "new.txt");
 * await mv("new.txt", "archive");
 * assert.deepEqual(await ls("archive"), ["new.txt"]);
 * await assert.rejects(mv("archive", "archive/deeper"), { code: "EINVAL" });
 * ```
 */
export const mv: Utility<MvArguments, ["src", "dst"], [], null> = {
  name: "mv",
  camelCaseName: "mv",
  module: "shell",
  summary: "Moves or renames a file or directory.",
  parameters: [
    { name: "src", type: "string", doc: "File or directory to move.", path: true },
    {
      name: "dst",
      type: "string",
      doc: "The new name, or the directory to move it into.",
      path: true,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["todo.txt", "logs/done.txt"], result: null },
  cost: "One call, for src one path and its components and for dst two, and one change; from one mount to another also what rm and copy_tree charge.",
  writes: true,
  run(context, { src, dst }) {
    const { fs } = context;
    const source = guardEntry(context, src);
    if (source.realPath === context.root) throw new FsError("EBUSY", "rename", source.path);
    // What is missing is told before where it would go.
    fs.lstat(source.realPath);
    const target = guardEntry(context, pathInto(context, dst, baseName(source.path)));
    context.charge(cost.change);
    try {
      fs.rename(source.realPath, target.realPath);
    } catch (error) {
      if (!(error instanceof FsError && error.code === "EXDEV")) throw error;
      moveAcross(context, source.realPath, target.realPath);
    }
    return null;
  },
};

function moveAcross(context: UtilityContext, from: string, to: string): void {
  const { fs } = context;
  const options = { preserve: true, report: createProgress(context) };
  const isDirectory = fs.lstat(from).type === "directory";
  // What hangs at a mount point stays there.
  if (isDirectory && fs.listMounts().some(({ path }) => path === from)) {
    throw new FsError("EBUSY", "rename", from);
  }
  const isFull = isDirectory && fs.exists(to, { follow: false }) && fs.readdir(to).length > 0;
  if (isFull) throw new FsError("ENOTEMPTY", "rename", to);
  payForRemoval(context, from);
  if (isDirectory) copyDirectory(context, from, to, options);
  else copyEntry(context, placeAt(from), placeAt(to), options);
  removePaid(fs, from);
}
