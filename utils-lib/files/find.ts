/** `find`: the files whose names or paths match a glob. */
import { isWithin, normalizePath } from "../../vfs/index.ts";
import { cost, patternByte } from "../cost.ts";
import { guardPath, PathEscapeError } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { compileGlob } from "./glob.ts";
import { walkFiles } from "./walk.ts";

/** The arguments of {@link find}. */
export interface FindArguments {
  readonly pattern: string;
  readonly path: string;
  readonly recursive: boolean;
}

/**
 * Lists files, as Python's `Path.rglob` (or, not recursive, `Path.glob`) does, but files only and
 * sorted by code unit. A start that does not exist has no files.
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
 * fs.writeFile("/app/a.py", new Uint8Array());
 * fs.writeFile("/app/sub/b.py", new Uint8Array());
 *
 * const { find } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await find("*.py"), ["/app/a.py", "/app/sub/b.py"]);
 * assert.deepEqual(await find("*.py", { recursive: false }), ["/app/a.py"]);
 * ```
 */
export const find: Utility<FindArguments, ["pattern"], ["path", "recursive"], string[]> = {
  name: "find",
  camelCaseName: "find",
  module: "files",
  summary: "Lists the files whose name, or path below the start, matches a glob.",
  parameters: [
    {
      name: "pattern",
      type: "string",
      doc: "Glob with *, ?, [abc], {a,b} and **; without a slash it is matched against names.",
    },
    { name: "path", type: "string", doc: "Directory to start at.", default: "/app", path: true },
    { name: "recursive", type: "boolean", doc: "Whether to look below it too.", default: true },
  ],
  result: {
    typescript: "string[]",
    python: "list[Path]",
    doc: "Absolute paths of files, sorted; empty when the start does not exist.",
  },
  example: { args: ["*.py"], result: ["/app/src/main.py", "/app/src/util.py"] },
  cost: "One call, one path and its components, and for each directory one file, for each entry one entry, for each path returned one item and its bytes; patterns beyond a name or a star and an ending also patternInstruction to compile, and patternByte for each character of a path they are tried on.",
  run(context, { pattern, path, recursive }) {
    const start = guardPath(context, path);
    refuseEscape(context, start.path, pattern);
    const glob = compileGlob(pattern, recursive);
    context.charge(glob.instructions * cost.patternInstruction);
    const charPrice = glob.instructions === 0 ? 0 : patternByte(glob.instructions);
    const paths = walkFiles(context, start.path, {
      maxDepth: glob.maxDepth,
      accept(relativePath, name) {
        if (charPrice > 0) context.charge(relativePath.length * charPrice);
        return glob.matches(relativePath, name);
      },
    });
    const meter = createResultMeter(context, "find");
    for (const found of paths) meter.item(found.length);
    return paths;
  },
};

/** A pattern such as `../../etc/*` is an attempt to leave, whatever else is wrong with it. */
function refuseEscape({ root }: UtilityContext, start: string, pattern: string): void {
  if (!isWithin(normalizePath(pattern, start), root)) throw new PathEscapeError(root, pattern);
}
