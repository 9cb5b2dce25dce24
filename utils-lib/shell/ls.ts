/** `ls`: the names in a directory. */
import { baseName, type Stat } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { type EntryRecord, entryRecord } from "../files/entry-record.ts";
import { isUnreachable } from "../files/visit-tree.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";

/** The arguments of {@link ls}. */
export interface LsArguments {
  readonly path: string;
  readonly all: boolean;
  readonly long: boolean;
}

/**
 * Lists a directory, sorted by code unit; names that begin with a dot only with `all`. A file is
 * listed as itself. What does not exist, or is denied, has no names. With `long` each entry is described; a
 * symlink as itself, wherever it leads.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem({ now: () => 5_000_000_000n }).sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/a.txt", new TextEncoder().encode("hello"));
 * fs.writeFile("/app/.env", new Uint8Array());
 *
 * const { ls } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await ls(), ["a.txt"]);
 * assert.deepEqual(await ls({ all: true }), [".env", "a.txt"]);
 * assert.deepEqual(await ls({ long: true }), [
 *   {
 *     name: "a.txt",
 *     size: 5,
 *     type: "file",
 *     modified: 5,
 *     permissions: "-rw-r--r--",
 *     is_dir: false,
 *   },
 * ]);
 * ```
 */
export const ls: Utility<LsArguments, [], ["path", "all", "long"], string[] | EntryRecord[]> = {
  name: "ls",
  camelCaseName: "ls",
  module: "shell",
  summary: "Lists the names in a directory.",
  parameters: [
    { name: "path", type: "string", doc: "Directory to list.", default: "/app", path: true },
    {
      name: "all",
      type: "boolean",
      doc: "Whether to list names that begin with a dot.",
      default: false,
    },
    {
      name: "long",
      type: "boolean",
      doc: "Whether to describe each entry instead of giving its name alone.",
      default: false,
    },
  ],
  result: {
    typescript:
      "string[] | { name: string; size: number; type: string; modified: number; permissions: string; is_dir: boolean }[]",
    python: "list[str] | list[dict[str, Any]]",
    doc: "Names, sorted; with long also size in bytes, type (file, directory, symlink), time of modification in seconds since 1970, permissions, and whether it is a directory; empty when the path does not exist.",
  },
  example: { args: ["src"], result: ["main.py", "util.py"] },
  cost: "One call, one path and its components, one file, for each entry in the directory one entry, and one item and its bytes for each listed; with long also one component for each listed.",
  run(context, { path: given, all, long }) {
    const { path, realPath } = guardPath(context, given);
    const meter = createResultMeter(context, "ls");
    const found: EntryRecord[] = [];
    const names: string[] = [];
    const take = (name: string, stat: () => Stat): void => {
      meter.item(name.length + (long ? recordBytes : 0));
      if (!long) names.push(name);
      else {
        context.charge(cost.component);
        found.push(entryRecord(name, stat()));
      }
    };
    try {
      if (context.fs.lstat(realPath).type === "directory") visitNames(context, realPath, all, take);
      else take(baseName(path), () => context.fs.lstat(realPath));
    } catch (error) {
      if (!isUnreachable(error)) throw error;
    }
    if (!long) return names.sort();
    return found.sort((one, other) => (one.name < other.name ? -1 : 1));
  },
};

/** What a description takes beside the name, about, as JSON. */
const recordBytes = 128;

function visitNames(
  context: UtilityContext,
  path: string,
  all: boolean,
  visit: (name: string, stat: () => Stat) => void,
): void {
  const { fs } = context;
  const report = createProgress(context);
  context.charge(cost.file);
  const directory = fs.open(path, { directory: true });
  try {
    let count = 0;
    for (const { name } of fs.entries(directory)) {
      context.charge(cost.entry);
      count++;
      if (all || !name.startsWith(".")) visit(name, () => fs.lstat(name, { base: directory }));
    }
    report(0, count);
  } finally {
    fs.close(directory);
  }
}
