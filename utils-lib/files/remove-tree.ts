/** `remove_tree`: takes away a directory, or the files in it that match a glob. */
import { FsError } from "../../vfs/index.ts";
import type { Utility } from "../utility.ts";
import { compileGlob } from "./glob.ts";
import { guardEntry } from "./guard-entry.ts";
import { paidGlob } from "./path-matcher.ts";
import { payForRemoval, removeBelow, removePaid } from "./remove-entry.ts";

/** The arguments of {@link removeTree}. */
export interface RemoveTreeArguments {
  readonly path: string;
  readonly pattern: string | null;
}

/**
 * Removes a directory with all that lies below it; with `pattern`, only the files and symlinks at
 * any depth that match, and no directory. Symlinks are removed, never followed. All is paid for
 * before the first file goes.
 *
 * @throws {FsError} `ENOENT`, `ENOTDIR` for a file or symlink, `EBUSY` for the root itself.
 * @throws {UtilityError} `INVALID_PATTERN`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/logs");
 * fs.writeFile("/app/logs/a.log", new Uint8Array());
 * fs.writeFile("/app/logs/keep.txt", new Uint8Array());
 *
 * const { removeTree } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await removeTree("logs", "*.log");
 * assert.deepEqual(fs.readdir("/app/logs").map(({ name }) => name), ["keep.txt"]);
 * await removeTree("logs");
 * assert.equal(fs.exists("/app/logs"), false);
 * ```
 */
export const removeTree: Utility<RemoveTreeArguments, ["path"], ["pattern"], null> = {
  name: "remove_tree",
  camelCaseName: "removeTree",
  module: "files",
  summary: "Removes a directory with all that lies below it, or the files in it that match.",
  parameters: [
    { name: "path", type: "string", doc: "Directory to remove.", path: true },
    {
      name: "pattern",
      type: "string",
      doc: "Glob as in find; with it only matching files and symlinks go, at any depth.",
      default: null,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["logs", "old*"], result: null },
  cost: "One call, one path and its components, and one change; for each directory one file, for each entry one entry, for each that goes one change; patterns beyond a name or a star and an ending also twice what find charges for them.",
  writes: true,
  run(context, { path: given, pattern }) {
    const { fs } = context;
    const { path, realPath } = guardEntry(context, given);
    if (fs.lstat(realPath).type !== "directory") throw new FsError("ENOTDIR", "rmdir", path);
    if (pattern === null) {
      if (realPath === context.root) throw new FsError("EBUSY", "rmdir", path);
      payForRemoval(context, realPath);
      removePaid(fs, realPath);
      return null;
    }
    const glob = paidGlob(context, pattern, true);
    payForRemoval(context, realPath, (relativePath, name) => {
      // Once for now, once for when it is removed.
      glob.matches(relativePath, name);
      return glob.matches(relativePath, name);
    });
    const { matches } = compileGlob(pattern, true);
    removeBelow(fs, realPath, matches);
    return null;
  },
};
