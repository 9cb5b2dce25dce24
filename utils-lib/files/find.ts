/** `find`: what lies below a directory and matches a glob. */
import { isWithin, normalizePath } from "../../vfs/index.ts";
import { guardPath, PathEscapeError } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { createEntryFilter, type EntryLimits, mayBe } from "./find-filters.ts";
import { createPathMatcher, paidGlob } from "./path-matcher.ts";
import { visitTree } from "./visit-tree.ts";

/** The arguments of {@link find}. */
export interface FindArguments extends EntryLimits {
  readonly pattern: string;
  readonly path: string;
  readonly recursive: boolean;
  readonly min_depth: number | null;
  readonly max_depth: number | null;
  readonly exclude: string | readonly string[] | null;
}

/**
 * Lists files, as Python's `Path.rglob` (or, not recursive, `Path.glob`) does, but files only and
 * sorted by code unit. With `type` it lists directories, symlinks or everything in their place; a
 * symlink to a file inside the root counts as a file. What `exclude` matches is left out with all
 * that lies below it. A start that does not exist has nothing.
 *
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
 * fs.mkdir("/app/sub");
 * fs.writeFile("/app/a.py", new Uint8Array());
 * fs.writeFile("/app/sub/b.py", new Uint8Array(2_000));
 *
 * const { find } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await find("*.py"), ["/app/a.py", "/app/sub/b.py"]);
 * assert.deepEqual(await find("*.py", { recursive: false }), ["/app/a.py"]);
 * assert.deepEqual(await find("*", { minSize: 1_000 }), ["/app/sub/b.py"]);
 * assert.deepEqual(await find("*", { type: "directory" }), ["/app/sub"]);
 * assert.deepEqual(await find("*", { exclude: "sub" }), ["/app/a.py"]);
 * ```
 */
export const find: Utility<
  FindArguments,
  ["pattern"],
  [
    "path",
    "recursive",
    "type",
    "min_size",
    "max_size",
    "modified_after",
    "modified_before",
    "min_depth",
    "max_depth",
    "exclude",
  ],
  string[]
> = {
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
    {
      name: "type",
      type: "choice",
      choices: ["file", "directory", "symlink", "any"],
      doc: "What to list.",
      default: "file",
    },
    { name: "min_size", type: "number", doc: "Least size in bytes.", default: null },
    { name: "max_size", type: "number", doc: "Greatest size in bytes.", default: null },
    {
      name: "modified_after",
      type: "number",
      doc: "Time in seconds since 1970 that the modification must be later than.",
      default: null,
    },
    {
      name: "modified_before",
      type: "number",
      doc: "Time in seconds since 1970 that the modification must be earlier than.",
      default: null,
    },
    {
      name: "min_depth",
      type: "integer",
      doc: "How deep entries must lie at least; 1 is directly in the start.",
      default: null,
      minimum: 0,
    },
    {
      name: "max_depth",
      type: "integer",
      doc: "How deep entries may lie at most; 1 is directly in the start.",
      default: null,
      minimum: 0,
    },
    {
      name: "exclude",
      type: "strings",
      doc: "Globs of what to leave out; a directory is left out with all below it.",
      default: null,
    },
  ],
  result: {
    typescript: "string[]",
    python: "list[Path]",
    doc: "Absolute paths, sorted; empty when the start does not exist.",
  },
  example: { args: ["*.py"], result: ["/app/src/main.py", "/app/src/util.py"] },
  cost: "One call, one path and its components, and for each directory one file, for each entry one entry, for each path returned one item and its bytes; with a size or time also one component for each entry that matches; for exclude scannedByte for each character of a name compared; patterns beyond a name or a star and an ending also patternInstruction to compile, and patternByte for each character of a path they are tried on.",
  run(context, args) {
    const start = guardPath(context, args.path).path;
    refuseEscape(context, start, args.pattern);
    const base = start === "/" ? "/" : `${start}/`;
    const glob = paidGlob(context, args.pattern, args.recursive);
    const isExcluded = createPathMatcher(context, args.exclude);
    const isWanted = createEntryFilter(context, args);
    const minDepth = args.min_depth ?? 0;
    const maxDepth = Math.min(glob.maxDepth, args.max_depth ?? Infinity);
    const meter = createResultMeter(context, "find");
    const found: string[] = [];
    visitTree(context, start, (relativePath, name, type, depth) => {
      if (depth > maxDepth || isExcluded(relativePath, name)) return false;
      const isTried = depth >= minDepth && mayBe(args.type, type);
      if (isTried && glob.matches(relativePath, name)) {
        const path = base + relativePath;
        if (isWanted(path, type)) {
          meter.item(path.length);
          found.push(path);
        }
      }
      return depth < maxDepth;
    });
    return found.sort();
  },
};

/** A pattern such as `../../etc/*` is an attempt to leave, whatever else is wrong with it. */
function refuseEscape({ root }: UtilityContext, start: string, pattern: string): void {
  if (!isWithin(normalizePath(pattern, start), root)) throw new PathEscapeError(root, pattern);
}
