/** `mkdir`: makes directories. */
import { dirName, FsError, type SyncFileSystem } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import type { Utility, UtilityContext } from "../utility.ts";

/** The arguments of {@link mkdir}. */
export interface MkdirArguments {
  readonly path: string;
  readonly parents: boolean;
}

/**
 * Makes a directory; with `parents` those missing above it too, and one that exists is good as it
 * is. Makes all of them or none.
 *
 * @throws {FsError} `EEXIST`, `ENOENT` without `parents`, `ENOTDIR` below a file, and what making
 * reports, such as `EDQUOT`.
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
 * const { mkdir } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await mkdir("reports/2025");
 * assert.equal(fs.stat("/app/reports/2025").type, "directory");
 * await assert.rejects(mkdir("reports", { parents: false }), { code: "EEXIST" });
 * ```
 */
export const mkdir: Utility<MkdirArguments, ["path"], ["parents"], null> = {
  name: "mkdir",
  camelCaseName: "mkdir",
  module: "shell",
  summary: "Makes a directory.",
  parameters: [
    { name: "path", type: "string", doc: "Directory to make.", path: true },
    {
      name: "parents",
      type: "boolean",
      doc: "Whether to make missing directories above it too, and to accept one that exists.",
      default: true,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["reports/2025"], result: null },
  cost: "One call, one path and its components, one component for each directory looked for, and one change for each made.",
  writes: true,
  run(context, { path: given, parents }) {
    const { fs } = context;
    const { path } = guardPath(context, given);
    if (!parents) {
      context.charge(cost.change);
      fs.mkdir(path);
      return null;
    }
    const missing = missingDirectories(context, path);
    context.charge(missing.length * cost.change);
    makeAll(fs, missing);
    return null;
  },
};

/** What has to be made, the highest first. */
function missingDirectories(context: UtilityContext, path: string): string[] {
  const { fs } = context;
  const missing: string[] = [];
  for (let at = path; ; at = dirName(at)) {
    context.charge(cost.component);
    if (fs.exists(at)) {
      if (fs.stat(at).type === "directory") return missing.reverse();
      throw new FsError(at === path ? "EEXIST" : "ENOTDIR", "mkdir", path);
    }
    missing.push(at);
  }
}

function makeAll(fs: SyncFileSystem, directories: readonly string[]): void {
  const made: string[] = [];
  try {
    for (const directory of directories) {
      fs.mkdir(directory);
      made.push(directory);
    }
  } catch (error) {
    for (const directory of made.reverse()) fs.rmdir(directory);
    throw error;
  }
}
