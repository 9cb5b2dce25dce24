/** Writes a tree as a tar archive. */
import type { SyncFileSystem } from "../sync-file-system.ts";
import type { ArchiveEntry, ExportOptions } from "./archive-entry.ts";
import { collectEntries } from "./collect-entries.ts";
import { encodePax, escapeKey, formatTime, type PaxRecord, xattrPrefix } from "./pax-records.ts";
import { blockBytes, checksumOf, fields, maxOctal, putOctal, putText } from "./tar-fields.ts";

/**
 * A directory and all below it as a tar archive (POSIX pax): content, modes, modification and access
 * times in nanoseconds, symlinks, hard links and extended attributes. The same tree gives the same bytes.
 *
 * @throws FsError ENOENT or ENOTDIR for `path`; EMFILE when it is deeper than files may be open.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, exportTar, importTar } from "fuelbox/vfs";
 *
 * const fs = createFileSystem();
 * await fs.writeFile("/app/a.txt", "a");
 * const archive = exportTar(fs.sync, { path: "/app" });
 * const copy = createFileSystem();
 * importTar(copy.sync, archive);
 * assert.equal(await copy.readText("/a.txt"), "a");
 * ```
 */
export function exportTar(
  fs: SyncFileSystem,
  options: ExportOptions = {},
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const entry of collectEntries(fs, options)) {
    const records = recordsOf(entry);
    if (records.length > 0) {
      const pax = encodePax(records);
      parts.push(header({ name: "pax", mode: 0o644, size: pax.length, type: "x" }), padded(pax));
    }
    parts.push(entryHeader(entry), padded(entry.content));
  }
  // Two empty blocks are the end.
  parts.push(new Uint8Array(2 * blockBytes));
  const archive = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    archive.set(part, position);
    position += part.length;
  }
  return archive;
}

const types = { file: "0", link: "1", symlink: "2", directory: "5" } as const;

/** The path as tars write it: the root is `./`, and directories end in a slash. */
function nameOf({ path, type }: ArchiveEntry): string {
  if (path === "") return "./";
  return type === "directory" ? `${path}/` : path;
}

/** What the header has no room for. */
function recordsOf(entry: ArchiveEntry): readonly PaxRecord[] {
  const { target, content, mtimeNs, atimeNs, xattrs, type } = entry;
  const records: PaxRecord[] = [];
  if (!fitsField(nameOf(entry))) records.push(["path", nameOf(entry)]);
  if (!fitsField(target)) records.push(["linkpath", target]);
  if (content.length > maxOctal) records.push(["size", `${content.length}`]);
  if (type === "link") return records;
  if (mtimeNs !== BigInt(headerTime(mtimeNs)) * second) {
    records.push(["mtime", formatTime(mtimeNs)]);
  }
  if (atimeNs !== mtimeNs) records.push(["atime", formatTime(atimeNs)]);
  for (const [name, value] of xattrs) records.push([`${xattrPrefix}${escapeKey(name)}`, value]);
  return records;
}

const second = 1_000_000_000n;

/** Whole seconds that a header can hold. */
function headerTime(timeNs: bigint): number {
  const seconds = Number(timeNs / second);
  return Math.min(maxOctal, Math.max(0, seconds));
}

function fitsField(text: string): boolean {
  return text.length <= fields.name.length && /^[ -~]*$/.test(text);
}

function entryHeader(entry: ArchiveEntry): Uint8Array {
  const { type, mode, mtimeNs, content, target } = entry;
  return header({
    name: nameOf(entry),
    mode,
    size: Math.min(content.length, maxOctal),
    mtime: headerTime(mtimeNs),
    type: types[type],
    linkName: target,
  });
}

function header(values: {
  readonly name: string;
  readonly mode: number;
  readonly size: number;
  readonly mtime?: number;
  readonly type: string;
  readonly linkName?: string;
}): Uint8Array {
  const block = new Uint8Array(blockBytes);
  putText(block, fields.name, values.name);
  putOctal(block, fields.mode, values.mode);
  putOctal(block, fields.uid, 0);
  putOctal(block, fields.gid, 0);
  putOctal(block, fields.size, values.size);
  putOctal(block, fields.mtime, values.mtime ?? 0);
  putText(block, fields.type, values.type);
  putText(block, fields.linkName, values.linkName ?? "");
  putText(block, fields.magic, "ustar\u000000");
  putText(block, fields.checksum, `${checksumOf(block).toString(8).padStart(6, "0")}\0 `);
  return block;
}

function padded(bytes: Uint8Array): Uint8Array {
  const length = Math.ceil(bytes.length / blockBytes) * blockBytes;
  if (length === bytes.length) return bytes;
  const block = new Uint8Array(length);
  block.set(bytes);
  return block;
}
