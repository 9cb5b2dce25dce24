/** `walk`: everything below a directory. */
import { guardPath } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { FilteringUtility } from "../utility.ts";
import { visitTree } from "./visit-tree.ts";

/** The arguments of {@link walk}. */
export interface WalkArguments {
  readonly path: string;
}

/**
 * Lists files, directories and symlinks at any depth, sorted by code unit, without the start
 * itself. Symlinks are listed, wherever they lead, and not followed. A start that does not exist
 * has nothing below it.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/sub");
 * fs.writeFile("/app/sub/a.txt", new Uint8Array());
 *
 * const { walk } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await walk(), ["/app/sub", "/app/sub/a.txt"]);
 * assert.deepEqual(await walk("missing"), []);
 * ```
 */
export const walk: FilteringUtility<WalkArguments, [], ["path"], string> = {
  name: "walk",
  camelCaseName: "walk",
  module: "files",
  summary: "Lists all files and directories below a directory.",
  parameters: [
    { name: "path", type: "string", doc: "Directory to start at.", default: "/app", path: true },
  ],
  result: {
    typescript: "string[]",
    python: "Iterator[Path]",
    doc: "Absolute paths of files, directories and symlinks, sorted; none when the start does not exist.",
  },
  example: {
    args: ["src"],
    result: ["/app/src/main.py", "/app/src/util.py"],
  },
  takesFilter: true,
  cost: "One call, one path and its components, and for each directory one file, for each entry one entry and one item and its bytes.",
  run(context, { path }) {
    const start = guardPath(context, path).path;
    const base = start === "/" ? "/" : `${start}/`;
    const meter = createResultMeter(context, "walk");
    const found: string[] = [];
    visitTree(context, start, (relativePath) => {
      meter.item(base.length + relativePath.length);
      found.push(base + relativePath);
      return true;
    });
    return found.sort();
  },
};
