/** `rm`: removes files and, asked to, directories. */
import { FsError } from "../../vfs/index.ts";
import { guardEntry } from "../files/guard-entry.ts";
import { payForRemoval, removePaid } from "../files/remove-entry.ts";
import type { Utility } from "../utility.ts";

/** The arguments of {@link rm}. */
export interface RmArguments {
  readonly path: string;
  readonly recursive: boolean;
  readonly force: boolean;
}

/**
 * Removes a file or symlink; with `recursive` also a directory with all that lies below it.
 * Symlinks are removed, never followed. All is paid for before the first file goes.
 *
 * @throws {FsError} `ENOENT` without `force`, `EISDIR` for a directory without `recursive`, `EBUSY`
 * for the root itself.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/build");
 * fs.writeFile("/app/build/out.js", new Uint8Array());
 *
 * const { rm } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await assert.rejects(rm("build"), { code: "EISDIR" });
 * await rm("build", { recursive: true });
 * assert.equal(fs.exists("/app/build"), false);
 * await rm("build", { recursive: true, force: true });
 * ```
 */
export const rm: Utility<RmArguments, ["path"], ["recursive", "force"], null> = {
  name: "rm",
  camelCaseName: "rm",
  module: "shell",
  summary: "Removes a file or, asked to, a directory.",
  parameters: [
    { name: "path", type: "string", doc: "File or directory to remove.", path: true },
    {
      name: "recursive",
      type: "boolean",
      doc: "Whether to remove a directory with all that lies below it.",
      default: false,
    },
    {
      name: "force",
      type: "boolean",
      doc: "Whether it is good when nothing is there.",
      default: false,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["todo.txt"], result: null },
  cost: "One call, one path and its components, and one change; for each directory one file, and for each entry in it one entry and one change.",
  writes: true,
  run(context, { path: given, recursive, force }) {
    const { fs } = context;
    const { path, realPath } = guardEntry(context, given);
    if (force && !fs.exists(realPath, { follow: false })) return null;
    if (fs.lstat(realPath).type === "directory") {
      if (!recursive) throw new FsError("EISDIR", "unlink", path);
      if (realPath === context.root) throw new FsError("EBUSY", "rmdir", path);
    }
    payForRemoval(context, realPath);
    removePaid(fs, realPath);
    return null;
  },
};
