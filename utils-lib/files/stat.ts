/** `stat`: what is known of a file without its content. */
import { baseName } from "../../vfs/index.ts";
import { guardPath } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility } from "../utility.ts";
import { type EntryRecord, entryRecord } from "./entry-record.ts";
import { guardEntry } from "./guard-entry.ts";

/** The arguments of {@link stat}. */
export interface StatArguments {
  readonly path: string;
  readonly follow: boolean;
}

/** What {@link stat} tells. */
export interface StatRecord extends EntryRecord {
  /** Absolute, as it was named. */
  readonly path: string;
  /** Permission bits in octal, such as `644`. */
  readonly mode: string;
  /** How many names it has. */
  readonly links: number;
  /** Where it leads, if it is a symlink. */
  readonly target: string | null;
}

/**
 * Describes a file, a directory or, without `follow`, a symlink.
 *
 * @throws {FsError} `ENOENT`, `ELOOP`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/a.txt", new TextEncoder().encode("hello"));
 *
 * const { stat } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * const { size, type, permissions } = await stat("a.txt");
 * assert.deepEqual([size, type, permissions], [5, "file", "-rw-r--r--"]);
 * await assert.rejects(stat("missing"), { code: "ENOENT" });
 * ```
 */
export const stat: Utility<StatArguments, ["path"], ["follow"], StatRecord> = {
  name: "stat",
  camelCaseName: "stat",
  module: "files",
  summary: "Tells size, type, times and permissions of a file or directory.",
  parameters: [
    { name: "path", type: "string", doc: "File or directory to describe.", path: true },
    {
      name: "follow",
      type: "boolean",
      doc: "Whether to describe what a symlink leads to; if not, the symlink.",
      default: true,
    },
  ],
  result: {
    typescript:
      "{ path: string; name: string; size: number; type: string; modified: number; permissions: string; is_dir: boolean; mode: string; links: number; target: string | null }",
    python: "dict[str, Any]",
    doc: "Path, name, size in bytes, type, time of modification in seconds since 1970, permissions as ls -l shows them and in octal, number of names, and where a symlink leads.",
  },
  example: {
    args: ["notes.txt"],
    result: {
      path: "/app/notes.txt",
      name: "notes.txt",
      size: 28,
      type: "file",
      modified: 1_735_689_600,
      permissions: "-rw-r--r--",
      is_dir: false,
      mode: "644",
      links: 1,
      target: null,
    },
  },
  cost: "One call, one path and its components, and one item and its bytes.",
  run(context, { path: given, follow }) {
    const { fs } = context;
    const { path, realPath } = follow ? guardPath(context, given) : guardEntry(context, given);
    const found = fs.lstat(realPath);
    const target = found.type === "symlink" ? fs.readlink(realPath) : null;
    createResultMeter(context, "stat").item(path.length + (target?.length ?? 0));
    return {
      path,
      ...entryRecord(baseName(path), found),
      mode: (found.mode & 0o7777).toString(8).padStart(3, "0"),
      links: found.nlink,
      target,
    };
  },
};
