/** `cp`: copies files and, asked to, directories. */
import { baseName, FsError } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { copyDirectory } from "../files/copy-directory.ts";
import { copyEntry, placeAt } from "../files/copy-entry.ts";
import { guardEntry } from "../files/guard-entry.ts";
import { parentPrefix } from "../files/parent-prefix.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import type { Utility } from "../utility.ts";
import { pathInto } from "./path-into.ts";

/** The arguments of {@link cp}. */
export interface CpArguments {
  readonly src: string;
  readonly dst: string;
  readonly recursive: boolean;
}

/**
 * Copies a file with its mode; when `dst` is a directory, into it under the same name. A file that
 * is there is replaced as a whole. With `recursive` directories are copied with all below them,
 * and symlinks as they are; without it a symlink is followed.
 *
 * @throws {FsError} `ENOENT`, `EISDIR` for a directory without `recursive` and for a file over a
 * directory, `ENOTDIR` for a directory over a file, `EINVAL` for a file onto itself and for a
 * directory into itself, and what writing reports, such as `EDQUOT`.
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
 * fs.writeFile("/app/a.txt", new TextEncoder().encode("hello"));
 *
 * const { cat, cp } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await cp("a.txt", "data");
 * assert.equal(await cat("data/a.txt"), "hello");
 * await cp("data", "backup", { recursive: true });
 * assert.equal(await cat("backup/a.txt"), "hello");
 * ```
 */
export const cp: Utility<CpArguments, ["src", "dst"], ["recursive"], null> = {
  name: "cp",
  camelCaseName: "cp",
  module: "shell",
  summary: "Copies a file or, asked to, a directory.",
  parameters: [
    { name: "src", type: "string", doc: "File or directory to copy.", path: true },
    {
      name: "dst",
      type: "string",
      doc: "What the copy is called, or the directory to copy it into.",
      path: true,
    },
    {
      name: "recursive",
      type: "boolean",
      doc: "Whether to copy a directory with all that lies below it.",
      default: false,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["notes.txt", "logs"], result: null },
  cost: "One call, for src one path and its components, for dst two and one component; for each file or symlink copied one file, one change, one entry for each temporary name tried, and copiedByte for each byte; for directories what copy_tree charges.",
  writes: true,
  run(context, { src, dst, recursive }) {
    const { fs } = context;
    const source = recursive ? guardEntry(context, src) : guardPath(context, src);
    const { dev, ino, type } = fs.lstat(source.realPath);
    if (type === "directory" && !recursive) throw new FsError("EISDIR", "copy", source.path);
    const wanted = pathInto(context, dst, baseName(source.path));
    const target = type === "file" ? guardPath(context, wanted) : guardEntry(context, wanted);
    context.charge(cost.component);
    parentPrefix(fs, target, "copy");
    const report = createProgress(context);
    if (type === "directory") {
      copyDirectory(context, source.realPath, target.realPath, { preserve: false, report });
      return null;
    }
    if (fs.exists(target.realPath, { follow: false })) {
      const there = fs.lstat(target.realPath);
      const isSame = there.ino === ino && there.dev === dev;
      if (isSame) throw new FsError("EINVAL", "copy", target.path);
      if (there.type === "directory") throw new FsError("EISDIR", "copy", target.path);
    }
    const [from, to] = [placeAt(source.realPath), placeAt(target.realPath)];
    copyEntry(context, from, to, { preserve: false, report });
    return null;
  },
};
