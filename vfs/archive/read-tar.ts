/** Reads a tar archive into a tree. */
import type { FileType } from "../stat.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { type ArchiveEntry, type ImportOptions, noBytes } from "./archive-entry.ts";
import { decodePax, parseTime, unescapeKey, xattrPrefix } from "./pax-records.ts";
import {
  blockBytes,
  checksumOf,
  decodeUtf8,
  type Field,
  fields,
  numberIn,
  textIn,
} from "./tar-fields.ts";
import { unpackEntries } from "./unpack-entries.ts";

/**
 * Unpacks a tar archive (ustar, pax or GNU, not compressed) into a directory: files and symlinks are
 * replaced, directories are filled up. The archive may be hostile: it is read and measured as a whole
 * before the first change, and nothing is written outside the directory or through a symlink.
 *
 * @throws RangeError for what is no archive, or has entries outside its root, below files, linked to
 *   nothing, or of other types than files, directories and links. FsError EDQUOT when it does not fit
 *   beside what is there; EISDIR, ENOTDIR or EROFS, midway, where something is in its way.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, exportTar, importTar } from "fuelbox/vfs";
 *
 * const fs = createFileSystem({ maxBytes: 100 });
 * assert.throws(() => importTar(fs.sync, new Uint8Array(512).fill(1)), RangeError);
 * importTar(fs.sync, exportTar(createFileSystem().sync));
 * ```
 */
export function importTar(
  fs: SyncFileSystem,
  archive: Uint8Array,
  options: ImportOptions = {},
): void {
  unpackEntries(fs, readTar(archive), options);
}

/** The entries of an archive. */
function readTar(archive: Uint8Array): readonly ArchiveEntry[] {
  const entries: ArchiveEntry[] = [];
  let common: Records = new Map();
  let next = new Map<string, Uint8Array>();
  let position = 0;
  while (position < archive.length) {
    const at = position;
    const fault = (reason: string) =>
      new RangeError(`Cannot read the archive at byte "${at}": ${reason}`);
    const block = archive.slice(at, at + blockBytes);
    if (block.length < blockBytes) throw fault("a header is cut short");
    if (block.every((byte) => byte === 0)) break;
    if (numberIn(block, fields.checksum) !== checksumOf(block)) throw fault("a checksum is wrong");
    const records = new Map([...common, ...next]);
    const type = textIn(block, fields.type) ?? "?";
    const isHeader = "xgLK".includes(type) && type !== "";
    const size = sizeIn(block, isHeader ? new Map() : records);
    if (size === undefined || size < 0) throw fault("a size is not a number");
    const start = at + blockBytes;
    if (size > archive.length - start) throw fault(`content of "${size}" bytes is cut short`);
    const content = archive.subarray(start, start + size);
    position = start + Math.ceil(size / blockBytes) * blockBytes;
    if (!isHeader) {
      entries.push(entryOf({ block, records, content, type, fault }));
      next = new Map();
    } else if (type === "g" || type === "x") {
      const found = decodePax(content);
      if (found === undefined) throw fault("a pax header is no list of records");
      if (type === "g") common = new Map([...common, ...found]);
      else next = new Map([...next, ...found]);
    } else {
      next.set(type === "L" ? "path" : "linkpath", withoutNul(content));
    }
  }
  return entries;
}

type Records = ReadonlyMap<string, Uint8Array>;

/** Sizes are those of the header unless a record says another. */
function sizeIn(block: Uint8Array, records: Records): number | undefined {
  const recorded = records.get("size");
  if (recorded === undefined) return numberIn(block, fields.size);
  const text = decodeUtf8(recorded) ?? "";
  return /^[0-9]{1,16}$/.test(text) ? Number(text) : undefined;
}

const typeNames: ReadonlyMap<string, FileType | "link"> = new Map([
  ["", "file"],
  ["0", "file"],
  ["7", "file"],
  ["1", "link"],
  ["2", "symlink"],
  ["5", "directory"],
]);

function entryOf(from: {
  readonly block: Uint8Array;
  readonly records: Records;
  readonly content: Uint8Array;
  readonly type: string;
  readonly fault: (reason: string) => RangeError;
}): ArchiveEntry {
  const { block, records, content, fault } = from;
  const text = (key: string, field: Field): string => {
    const recorded = records.get(key);
    const found = recorded === undefined ? textIn(block, field) : decodeUtf8(recorded);
    if (found === undefined) throw fault("a name is not UTF-8");
    return found;
  };
  const time = (key: string): bigint | undefined => {
    const recorded = records.get(key);
    const found = recorded === undefined ? undefined : parseTime(decodeUtf8(recorded) ?? "");
    if (recorded !== undefined && found === undefined) throw fault(`a record "${key}" is no time`);
    return found;
  };
  const name = records.has("path") ? text("path", fields.name) : prefixed(block, text);
  const named = typeNames.get(from.type);
  if (named === undefined) throw fault(`type "${from.type}" is not a file, directory or link`);
  if ([...records.keys()].some((key) => key.startsWith("GNU.sparse."))) {
    throw fault("a sparse file is not supported");
  }
  // Before there was a type for directories, a slash at the end told them.
  const type = named === "file" && name.endsWith("/") ? "directory" : named;
  const linkName = text("linkpath", fields.linkName);
  const mode = numberIn(block, fields.mode);
  const seconds = numberIn(block, fields.mtime);
  if (mode === undefined || seconds === undefined) throw fault("a mode or time is not a number");
  const mtimeNs = time("mtime") ?? BigInt(seconds) * 1_000_000_000n;
  return {
    path: relativePath(name),
    type,
    mode: mode & 0o7777,
    mtimeNs,
    atimeNs: time("atime") ?? mtimeNs,
    content: type === "file" ? content : noBytes,
    target: type === "link" ? relativePath(linkName) : linkName,
    xattrs: xattrsIn(records),
  };
}

/** POSIX splits a long name at a slash; GNU uses the second field otherwise and has another magic. */
function prefixed(block: Uint8Array, text: (key: string, field: Field) => string): string {
  const name = text("path", fields.name);
  if (textIn(block, fields.magic) !== "ustar") return name;
  const prefix = text("", fields.prefix);
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** Without `./` before and slashes behind; whatever else is no path is refused when it is unpacked. */
function relativePath(name: string): string {
  let end = name.length;
  while (end > 0 && name[end - 1] === "/") end -= 1;
  let start = 0;
  while (name.startsWith("./", start)) {
    start += 2;
    while (name[start] === "/") start += 1;
  }
  const path = name.slice(start, end);
  return path === "." ? "" : path;
}

function xattrsIn(records: Records): ReadonlyMap<string, Uint8Array> {
  const found = [...records].filter(([key]) => key.startsWith(xattrPrefix));
  return new Map(found.map(([key, value]) => [unescapeKey(key.slice(xattrPrefix.length)), value]));
}

function withoutNul(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return bytes.slice(0, end < 0 ? bytes.length : end);
}
