/** Copies whole directories: to a new name all of it or nothing, into another one file by file. */
import { dirName, FsError, type OpenFile } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";
import {
  type CopyOptions,
  copyAttributes,
  copyEntry,
  type EntryPlace,
  placeAt,
} from "./copy-entry.ts";
import { freeName } from "./free-name.ts";
import { removePaid } from "./remove-entry.ts";
import { moveTo, namingPath, traverse } from "./traverse.ts";

/**
 * Copies the directory `source` to `target`, both absolute and without symlinks on the way. A
 * target that exists is filled up: files and symlinks in it are replaced one by one. A new one,
 * whose missing parents are made too, takes its name when it is whole. Symlinks are copied as they
 * are. Charges for each directory `cost.file`, for each entry `cost.entry` and what
 * {@link copyEntry} takes.
 *
 * @throws {FsError} `EINVAL` into itself, `EISDIR` or `ENOTDIR` where only one of the two is a
 * directory, and what reading and writing report.
 */
export function copyDirectory(
  context: UtilityContext,
  source: string,
  target: string,
  options: CopyOptions,
): void {
  const { fs } = context;
  const highest = highestMissing(context, target);
  refuseInside(context, source, target);
  if (highest === undefined) {
    fill(context, source, target, options);
    return;
  }
  const above = dirName(highest);
  const stage = freeName(context, above === "/" ? above : `${above}/`);
  context.charge(cost.change);
  fs.mkdir(stage);
  try {
    const copy = stage + target.slice(highest.length);
    for (let end = stage.length; end < copy.length; ) {
      context.charge(cost.change);
      const next = copy.indexOf("/", end + 1);
      end = next === -1 ? copy.length : next;
      fs.mkdir(copy.slice(0, end));
    }
    fill(context, source, copy, options);
    context.charge(cost.change);
    fs.rename(stage, highest);
  } catch (error) {
    removePaid(fs, stage);
    throw error;
  }
}

/** The first component of a directory's path that is not there, or nothing when it is all there. */
function highestMissing(context: UtilityContext, path: string): string | undefined {
  const { fs } = context;
  let missing: string | undefined;
  for (let at = path; ; at = dirName(at)) {
    context.charge(cost.component);
    if (!fs.exists(at, { follow: false })) {
      missing = at;
      continue;
    }
    if (fs.lstat(at).type !== "directory") throw new FsError("ENOTDIR", "copy", path);
    return missing;
  }
}

/** Compares inodes, because a filesystem that is mounted twice has two paths for each. */
function refuseInside(context: UtilityContext, source: string, target: string): void {
  const { fs } = context;
  const { dev, ino } = fs.lstat(source);
  for (let at = target; ; at = dirName(at)) {
    context.charge(cost.component);
    if (fs.exists(at, { follow: false })) {
      const other = fs.lstat(at);
      if (other.ino === ino && other.dev === dev) throw new FsError("EINVAL", "copy", target);
    }
    if (at === "/") return;
  }
}

/** Copies what is in a directory into another one, and its attributes at last, as entries that come change its times. */
function fill(context: UtilityContext, source: string, target: string, options: CopyOptions): void {
  const { fs } = context;
  let at = target;
  let into: OpenFile = fs.open(target, { directory: true }, undefined, { follow: false });
  const copyBelow = (): void =>
    traverse(fs, source, {
      enter(from, prefix, entered) {
        if (entered !== "") into = moveTo(fs, into, entered);
        context.charge(cost.file);
        const below: string[] = [];
        for (const { name, type } of fs.entries(from)) {
          context.charge(cost.entry);
          at = `${target}/${prefix}${name}`;
          if (type === "directory") {
            makeDirectory(context, into, name);
            below.push(name);
          } else copyEntry(context, placeIn(from, name), placeIn(into, name), options);
        }
        return below;
      },
      leave(from, prefix, name) {
        into = moveTo(fs, into, "..");
        at = `${target}/${prefix}${name}`;
        copyAttributes(context, placeIn(from, name), placeIn(into, name), options);
      },
    });
  try {
    namingPath(() => at, copyBelow);
  } finally {
    fs.close(into);
  }
  copyAttributes(context, placeAt(source), placeAt(target), options);
}

function makeDirectory(context: UtilityContext, into: OpenFile, name: string): void {
  const { fs } = context;
  const { path, at } = placeIn(into, name);
  context.charge(cost.change);
  if (!fs.exists(path, at)) fs.mkdir(path, undefined, at);
  else if (fs.lstat(path, at).type !== "directory") throw new FsError("ENOTDIR", "copy");
}

function placeIn(base: OpenFile, path: string): EntryPlace {
  return { path, at: { base, follow: false } };
}
