/** Copies one file or symlink, so that others see the old one or the new one, never a part. */
import type { Resolution, Stat, SyncFileSystem } from "../../vfs/index.ts";
import { blockBytes, cost } from "../cost.ts";
import type { ProgressReport } from "../progress.ts";
import type { UtilityContext } from "../utility.ts";
import { freeName } from "./free-name.ts";

/** Where something stands: at an absolute path, or under a name in an open directory. */
export interface EntryPlace {
  readonly path: string;
  /** Never follows a last symlink. */
  readonly at: Resolution & { readonly follow: false };
}

/** The place at an absolute path. */
export function placeAt(path: string): EntryPlace {
  return { path, at: { follow: false } };
}

/** How a copy is made. */
export interface CopyOptions {
  /** Whether to keep the times of modification and the extended attributes. */
  readonly preserve: boolean;
  readonly report: ProgressReport;
}

/**
 * Copies a file or symlink to a new name, or over another file or symlink. Charges `cost.file`,
 * `cost.change`, what {@link freeName} takes and, block by block, `cost.copiedByte`.
 *
 * @throws {FsError} `EISDIR` over a directory, and what reading and writing report.
 */
export function copyEntry(
  context: UtilityContext,
  source: EntryPlace,
  target: EntryPlace,
  options: CopyOptions,
): void {
  const { fs } = context;
  context.charge(cost.file + cost.change);
  const stat = fs.lstat(source.path, source.at);
  const { at } = target;
  const directory = target.path.slice(0, target.path.lastIndexOf("/") + 1);
  const copy = { path: freeName(context, directory, at), at };
  makeEmpty(fs, source, copy, stat);
  try {
    if (stat.type === "file") copyContent(context, source, copy, options.report);
    copyAttributes(context, source, copy, options);
    fs.rename(copy.path, target.path, at, at);
  } catch (error) {
    fs.unlink(copy.path, at);
    throw error;
  }
  options.report(0, 1);
}

/** Gives a copy the mode and, if asked to, the time of modification and extended attributes of its source. */
export function copyAttributes(
  context: UtilityContext,
  source: EntryPlace,
  target: EntryPlace,
  { preserve }: CopyOptions,
): void {
  const { fs } = context;
  const { mode, mtimeNs, type } = fs.lstat(source.path, source.at);
  if (preserve) {
    for (const name of fs.listxattr(source.path, source.at)) {
      context.charge(cost.change);
      const value = fs.getxattr(source.path, name, source.at) ?? new Uint8Array();
      context.charge(value.length * cost.copiedByte);
      fs.setxattr(target.path, name, value, target.at);
    }
  }
  const isOther = fs.lstat(target.path, target.at).mode !== mode;
  if (type !== "symlink" && isOther) fs.chmod(target.path, mode, target.at);
  if (preserve) fs.utimes(target.path, { mtimeNs }, target.at);
}

function makeEmpty(fs: SyncFileSystem, source: EntryPlace, copy: EntryPlace, stat: Stat): void {
  if (stat.type === "symlink") {
    fs.symlink(fs.readlink(source.path, source.at), copy.path, copy.at);
    return;
  }
  const flags = { write: true, create: true, exclusive: true };
  fs.close(fs.open(copy.path, flags, stat.mode, copy.at));
}

function copyContent(
  context: UtilityContext,
  source: EntryPlace,
  copy: EntryPlace,
  report: ProgressReport,
): void {
  const { fs } = context;
  const input = fs.open(source.path, { read: true }, undefined, source.at);
  try {
    const output = fs.open(copy.path, { write: true }, undefined, copy.at);
    try {
      const { size } = fs.fstat(input);
      const buffer = new Uint8Array(Math.min(blockBytes, size));
      for (let position = 0; position < size; ) {
        const length = Math.min(buffer.length, size - position);
        context.charge(length * cost.copiedByte);
        const count = fs.read(input, buffer.subarray(0, length), position);
        if (count === 0) break;
        fs.write(output, buffer.subarray(0, count), position);
        position += count;
        report(count, 0);
      }
    } finally {
      fs.close(output);
    }
  } finally {
    fs.close(input);
  }
}
