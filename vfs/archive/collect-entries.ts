/** A tree as archive entries: parents first, names sorted. */

import { permissionBits } from "../inode.ts";
import type { OpenFile } from "../open-file.ts";
import type { Stat } from "../stat.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { type ArchiveEntry, type ExportOptions, noBytes, noXattrs } from "./archive-entry.ts";

/** The entries of a directory and all below it, mounts included. One directory is open per level. */
export function* collectEntries(
  fs: SyncFileSystem,
  { path = "/", mtimeNs }: ExportOptions,
): Generator<ArchiveEntry, void, undefined> {
  const firstNames = new Map<string, string>();
  const levels: Level[] = [];
  const open = (name: string, prefix: string, base?: OpenFile): void => {
    const at = base === undefined ? {} : { base, follow: false };
    const directory = fs.open(name, { directory: true }, undefined, at);
    levels.push({ directory, prefix, names: [] });
    const names = fs.readdir(".", { base: directory }).map((entry) => entry.name);
    levels[levels.length - 1] = { directory, prefix, names: names.reverse() };
  };
  try {
    open(path, "");
    const [root] = levels;
    if (root !== undefined)
      yield entryOf(fs, { base: root.directory, name: ".", path: "", mtimeNs });
    for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
      const { directory: base, prefix, names } = level;
      const name = names.pop();
      if (name === undefined) {
        levels.pop();
        fs.close(base);
        continue;
      }
      const at = { base, name, path: `${prefix}${name}`, mtimeNs };
      const entry = entryOf(fs, at, firstNames);
      yield entry;
      if (entry.type === "directory") open(name, `${at.path}/`, base);
    }
  } finally {
    for (const { directory } of levels) fs.close(directory);
  }
}

interface Level {
  readonly directory: OpenFile;
  /** Of the paths of its entries. */
  readonly prefix: string;
  /** Still to come, the last one first. */
  readonly names: string[];
}

function entryOf(
  fs: SyncFileSystem,
  from: {
    readonly base: OpenFile;
    readonly name: string;
    readonly path: string;
    readonly mtimeNs: bigint | undefined;
  },
  firstNames?: Map<string, string>,
): ArchiveEntry {
  const { base, name, path } = from;
  const at = { base, follow: false };
  const stat = fs.lstat(name, at);
  const target = firstNames && earlierName(firstNames, stat, path);
  const mtimeNs = from.mtimeNs ?? stat.mtimeNs;
  const atimeNs = from.mtimeNs ?? stat.atimeNs;
  const shared = { path, mode: stat.mode & permissionBits, mtimeNs, atimeNs };
  if (target !== undefined) {
    return { ...shared, type: "link", target, content: noBytes, xattrs: noXattrs };
  }
  return {
    ...shared,
    type: stat.type,
    content: stat.type === "file" ? fs.readFile(name, at) : noBytes,
    target: stat.type === "symlink" ? fs.readlink(name, at) : "",
    xattrs: xattrsOf(fs, name, at),
  };
}

/** The path that an inode with several names was first found by. */
function earlierName(
  firstNames: Map<string, string>,
  { type, nlink, dev, ino }: Stat,
  path: string,
): string | undefined {
  if (type === "directory" || nlink < 2) return undefined;
  const key = `${dev}:${ino}`;
  const earlier = firstNames.get(key);
  if (earlier === undefined) firstNames.set(key, path);
  return earlier;
}

function xattrsOf(
  fs: SyncFileSystem,
  name: string,
  at: { readonly base: OpenFile; readonly follow: boolean },
): ReadonlyMap<string, Uint8Array> {
  const names = fs.listxattr(name, at);
  if (names.length === 0) return noXattrs;
  return new Map(names.map((xattr) => [xattr, fs.getxattr(name, xattr, at) ?? noBytes]));
}
