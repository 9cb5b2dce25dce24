/** `realpath`: the path of a file without symlinks. */
import { guardPath } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility } from "../utility.ts";

/** The arguments of {@link realpath}. */
export interface RealpathArguments {
  readonly path: string;
}

/**
 * Makes a path absolute and resolves all symlinks in it. What does not exist stays in it as it is.
 *
 * @throws {PathEscapeError} when the path, or a symlink in it, leads out of the root.
 * @throws {FsError} `ELOOP`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/v2");
 * fs.symlink("v2", "/app/current");
 *
 * const { realpath } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await realpath("current/a.txt"), "/app/v2/a.txt");
 * ```
 */
export const realpath: Utility<RealpathArguments, ["path"], [], string> = {
  name: "realpath",
  camelCaseName: "realpath",
  module: "shell",
  summary: "Makes a path absolute and resolves the symlinks in it.",
  parameters: [{ name: "path", type: "string", doc: "Path to resolve.", path: true }],
  result: { typescript: "string", python: "Path", doc: "The absolute path without symlinks." },
  example: { args: ["src/../notes.txt"], result: "/app/notes.txt" },
  cost: "One call, one path and its components, and one item and its bytes.",
  run(context, { path }) {
    const { realPath } = guardPath(context, path);
    createResultMeter(context, "realpath").item(realPath.length);
    return realPath;
  },
};
