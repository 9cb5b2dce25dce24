/** `chmod`: sets permissions. */
import type { Resolution, SyncFileSystem } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { namingPath, traverse } from "../files/traverse.ts";
import { guardPath } from "../path-guard.ts";
import { quote } from "../quote.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { type ModeChange, parseMode } from "./mode-text.ts";

/** The arguments of {@link chmod}. */
export interface ChmodArguments {
  readonly path: string;
  readonly mode: string;
  readonly recursive: boolean;
}

/**
 * Sets the permission bits of a file or directory; with `recursive` also of all that lies below it,
 * where symlinks are left alone. Permissions are kept and shown; programs in a sandbox may do all
 * the same, whatever they say.
 *
 * @throws {TypeError} when `mode` is not understood.
 * @throws {FsError} `ENOENT`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/run.sh", new Uint8Array());
 *
 * const { chmod, stat } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await chmod("run.sh", "+x");
 * assert.equal((await stat("run.sh")).permissions, "-rwxr-xr-x");
 * await chmod("run.sh", "600");
 * assert.equal((await stat("run.sh")).mode, "600");
 * ```
 */
export const chmod: Utility<ChmodArguments, ["path", "mode"], ["recursive"], null> = {
  name: "chmod",
  camelCaseName: "chmod",
  module: "shell",
  summary: "Sets the permissions of a file or directory.",
  parameters: [
    { name: "path", type: "string", doc: "File or directory to change.", path: true },
    { name: "mode", type: "string", doc: "Octal, such as 755, or symbolic, such as u+x,go-w." },
    {
      name: "recursive",
      type: "boolean",
      doc: "Whether to change all that lies below a directory too.",
      default: false,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["src/main.py", "+x"], result: null },
  cost: "One call, one path and its components, and one change; with recursive also for each directory one file, for each entry one entry and one change.",
  writes: true,
  run(context, { path, mode, recursive }) {
    const { fs } = context;
    const change = parseMode(mode);
    if (change === undefined) {
      const wanted = 'octal, such as "755", or symbolic, such as "u+x"';
      throw new TypeError(
        `Cannot call "chmod": parameter "mode" must be ${wanted}, got ${quote(mode)}`,
      );
    }
    const { realPath } = guardPath(context, path);
    context.charge(cost.change);
    if (recursive && fs.lstat(realPath).type === "directory") {
      payForTree(context, realPath);
      changeTree(fs, realPath, change);
    }
    changeOne(fs, realPath, change);
    return null;
  },
};

function payForTree(context: UtilityContext, path: string): void {
  traverse(context.fs, path, {
    enter(directory) {
      context.charge(cost.file);
      const below: string[] = [];
      for (const { name, type } of context.fs.entries(directory)) {
        context.charge(cost.entry + cost.change);
        if (type === "directory") below.push(name);
      }
      return below;
    },
  });
}

function changeTree(fs: SyncFileSystem, path: string, change: ModeChange): void {
  let at = path;
  const changeBelow = (): void =>
    traverse(fs, path, {
      enter(directory, prefix) {
        const below: string[] = [];
        for (const { name, type } of fs.entries(directory)) {
          at = `${path}/${prefix}${name}`;
          if (type === "directory") below.push(name);
          if (type !== "symlink") changeOne(fs, name, change, { base: directory });
        }
        return below;
      },
    });
  namingPath(() => at, changeBelow);
}

function changeOne(
  fs: SyncFileSystem,
  path: string,
  change: ModeChange,
  at: Resolution = {},
): void {
  const { mode, type } = fs.lstat(path, at);
  fs.chmod(path, change(mode & 0o7777, type === "directory"), at);
}
