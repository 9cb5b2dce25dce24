/** `copy_tree`: a copy of a directory with all that lies below it. */
import { FsError } from "../../vfs/index.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import type { Utility } from "../utility.ts";
import { copyDirectory } from "./copy-directory.ts";

/** The arguments of {@link copyTree}. */
export interface CopyTreeArguments {
  readonly src: string;
  readonly dst: string;
}

/**
 * Copies as Python's `shutil.copytree(src, dst, symlinks=True, dirs_exist_ok=True)` does, with
 * modes, times of modification and extended attributes. A new `dst` appears as a whole or, when
 * anything fails, not at all. One that exists is filled up, its files replaced one by one.
 * Symlinks are copied as they are, and never written through.
 *
 * @throws {FsError} `ENOENT` and `ENOTDIR` for `src`, `EINVAL` when `dst` lies in `src`, `EISDIR`
 * and `ENOTDIR` when a file is in the way of a directory or the reverse, and what writing reports,
 * such as `EDQUOT`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/data");
 * fs.writeFile("/app/data/a.csv", new Uint8Array());
 *
 * const { copyTree, find } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await copyTree("data", "backup/today");
 * assert.deepEqual(await find("*", "backup"), ["/app/backup/today/a.csv"]);
 * await assert.rejects(copyTree("data", "data/copy"), { code: "EINVAL" });
 * ```
 */
export const copyTree: Utility<CopyTreeArguments, ["src", "dst"], [], null> = {
  name: "copy_tree",
  camelCaseName: "copyTree",
  module: "files",
  summary: "Copies a directory with all that lies below it.",
  parameters: [
    { name: "src", type: "string", doc: "Directory to copy.", path: true },
    {
      name: "dst",
      type: "string",
      doc: "What the copy is called; made with its parents, or filled up when it exists.",
      path: true,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["src", "backup"], result: null },
  cost: "One call, for each path one path and its components; for each directory one file, for each entry one entry, for each copy one change and, if it is a file or symlink, one file and one entry for each temporary name tried, and copiedByte for each byte; one component for each component of dst looked up.",
  writes: true,
  run(context, { src, dst }) {
    const source = guardPath(context, src);
    const target = guardPath(context, dst);
    if (context.fs.stat(source.realPath).type !== "directory") {
      throw new FsError("ENOTDIR", "copy", source.path);
    }
    const report = createProgress(context);
    copyDirectory(context, source.realPath, target.realPath, { preserve: true, report });
    return null;
  },
};
