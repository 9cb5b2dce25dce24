/** A tree as plain data for JSON: text where content is text, base64 where it is not. */
import type { SyncFileSystem } from "../sync-file-system.ts";
import {
  type ArchiveEntry,
  type ExportOptions,
  type ImportOptions,
  noBytes,
} from "./archive-entry.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import { collectEntries } from "./collect-entries.ts";
import { decodeUtf8 } from "./tar-fields.ts";
import { unpackEntries } from "./unpack-entries.ts";

/** A tree that `JSON.stringify` takes. */
export interface TreeJson {
  readonly format: "fuelbox-tree";
  readonly version: 1;
  /** Parents first. */
  readonly entries: readonly TreeJsonEntry[];
}

/** One entry; times are nanoseconds since the Unix epoch in decimal. */
export interface TreeJsonEntry {
  /** From the exported directory; empty for itself. */
  readonly path: string;
  readonly type: "file" | "directory" | "symlink" | "link";
  readonly mode: number;
  readonly mtimeNs: string;
  readonly atimeNs: string;
  /** Of a file whose content is UTF-8. */
  readonly text?: string;
  /** Of any other file. */
  readonly base64?: string;
  /** What a symlink holds, or the path that a linked file was first named by. */
  readonly target?: string;
  /** Names and base64 of extended attributes. */
  readonly xattrs?: readonly (readonly [string, string])[];
}

/**
 * A directory and all below it as plain data: content, modes, modification and access times,
 * symlinks, hard links and extended attributes.
 *
 * @throws FsError ENOENT or ENOTDIR for `path`; EMFILE when it is deeper than files may be open.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, exportJson, importJson } from "fuelbox/vfs";
 *
 * const fs = createFileSystem();
 * await fs.writeFile("/app/a.txt", "a");
 * const text = JSON.stringify(exportJson(fs.sync));
 * const copy = createFileSystem();
 * importJson(copy.sync, JSON.parse(text));
 * assert.equal(await copy.readText("/app/a.txt"), "a");
 * ```
 */
export function exportJson(fs: SyncFileSystem, options: ExportOptions = {}): TreeJson {
  const entries = Array.from(collectEntries(fs, options), jsonOf);
  return { format: "fuelbox-tree", version: 1, entries };
}

/**
 * Puts a tree of {@link exportJson} into a directory, as `importTar` does with an archive.
 *
 * @throws RangeError for data of another form or entries that no tree could have; FsError as `importTar`.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, importJson } from "fuelbox/vfs";
 *
 * const { sync } = createFileSystem();
 * assert.throws(() => importJson(sync, { entries: [] }), RangeError);
 * ```
 */
export function importJson(fs: SyncFileSystem, json: unknown, options: ImportOptions = {}): void {
  const { format, version, entries } = fieldsOf(json);
  if (format !== "fuelbox-tree" || version !== 1 || !Array.isArray(entries)) {
    throw new RangeError(
      'Cannot read the tree: expected "format" to be "fuelbox-tree", "version" 1 and "entries" a list',
    );
  }
  unpackEntries(fs, Array.from(entries, entryOf), options);
}

function jsonOf(entry: ArchiveEntry): TreeJsonEntry {
  const { path, type, mode, content, target, xattrs } = entry;
  const shared = { path, type, mode, mtimeNs: `${entry.mtimeNs}`, atimeNs: `${entry.atimeNs}` };
  const text = type === "file" ? decodeUtf8(content) : undefined;
  return {
    ...shared,
    ...(text === undefined ? {} : { text }),
    ...(type === "file" && text === undefined ? { base64: toBase64(content) } : {}),
    ...(target === "" ? {} : { target }),
    ...(xattrs.size === 0
      ? {}
      : { xattrs: Array.from(xattrs, ([name, value]) => [name, toBase64(value)] as const) }),
  };
}

function entryOf(json: unknown, index: number): ArchiveEntry {
  const found = fieldsOf(json);
  const fault = (name: string) =>
    new RangeError(`Cannot read the tree: entry "${index}" has no valid "${name}"`);
  const { path, type, mode, text, base64, target = "", xattrs = [] } = found;
  if (typeof path !== "string") throw fault("path");
  if (type !== "file" && type !== "directory" && type !== "symlink" && type !== "link") {
    throw fault("type");
  }
  const isMode = typeof mode === "number" && Number.isInteger(mode) && mode >= 0 && mode <= 0o7777;
  if (!isMode) throw fault("mode");
  if (typeof target !== "string") throw fault("target");
  const time = (name: "mtimeNs" | "atimeNs"): bigint => {
    const value = found[name];
    if (typeof value !== "string" || !/^-?[0-9]{1,20}$/.test(value)) throw fault(name);
    return BigInt(value);
  };
  const decoded = (value: unknown, name: string): Uint8Array => {
    const bytes = typeof value === "string" ? fromBase64(value) : undefined;
    if (bytes === undefined) throw fault(name);
    return bytes;
  };
  let content: Uint8Array = noBytes;
  if (type === "file" && text !== undefined) {
    if (typeof text !== "string") throw fault("text");
    content = new TextEncoder().encode(text);
  } else if (type === "file") content = decoded(base64, "base64");
  if (!Array.isArray(xattrs)) throw fault("xattrs");
  const named = new Map<string, Uint8Array>();
  for (const pair of xattrs) {
    const [name, value]: unknown[] = Array.isArray(pair) ? pair : [];
    if (typeof name !== "string") throw fault("xattrs");
    named.set(name, decoded(value, "xattrs"));
  }
  const mtimeNs = time("mtimeNs");
  return { path, type, mode, mtimeNs, atimeNs: time("atimeNs"), content, target, xattrs: named };
}

/** The fields of an object; none of anything else. */
function fieldsOf(json: unknown): Readonly<Record<string, unknown>> {
  return typeof json === "object" && json !== null ? { ...json } : {};
}
