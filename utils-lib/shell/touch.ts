/** `touch`: makes an empty file, or gives an existing one the time of now. */
import { cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import type { Utility } from "../utility.ts";

/** The arguments of {@link touch}. */
export interface TouchArguments {
  readonly file: string;
}

/**
 * Makes an empty file. One that exists, or a directory, keeps its content and gets the time of now
 * as that of its last access and modification.
 *
 * @throws {FsError} `ENOENT` without the directory, and what writing reports, such as `EDQUOT`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 *
 * const { touch } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await touch("new.txt");
 * assert.equal(fs.stat("/app/new.txt").size, 0);
 * await assert.rejects(touch("missing/new.txt"), { code: "ENOENT" });
 * ```
 */
export const touch: Utility<TouchArguments, ["file"], [], null> = {
  name: "touch",
  camelCaseName: "touch",
  module: "shell",
  summary: "Makes an empty file, or sets the times of an existing one to now.",
  parameters: [{ name: "file", type: "string", doc: "File to make or to touch.", path: true }],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["new.txt"], result: null },
  cost: "One call, one path and its components, and one change.",
  writes: true,
  run(context, { file }) {
    const { fs } = context;
    const { realPath } = guardPath(context, file);
    context.charge(cost.change);
    if (fs.exists(realPath)) fs.utimes(realPath, { atimeNs: "now", mtimeNs: "now" });
    else fs.close(fs.open(realPath, { write: true, create: true }));
    return null;
  },
};
