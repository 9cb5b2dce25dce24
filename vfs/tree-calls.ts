/** What POSIX has no call for: making missing parents, and copying or removing whole trees. */
import { FsError } from "./fs-error.ts";
import type { OpenFile } from "./open-file.ts";
import { dirName, joinPath } from "./path.ts";
import type { Stat } from "./stat.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";
import { failure } from "./tree.ts";

/** Makes a directory and those missing above it. EEXIST or ENOTDIR where something else stands. */
export function makeDirectories(fs: SyncFileSystem, path: string, mode = 0o777): void {
  if (fs.exists(path) && fs.stat(path).type === "directory") return;
  // Prefix by prefix as it is written: `..` after a symlink must not be resolved as text.
  for (let end = path.indexOf("/", 1); end >= 0; end = path.indexOf("/", end + 1)) {
    const above = path.slice(0, end);
    if (!fs.exists(above)) fs.mkdir(above);
  }
  if (path.endsWith("/") && fs.exists(path)) return;
  fs.mkdir(path, mode);
}

/** Makes the missing directories above a path. */
export function makeParents(fs: SyncFileSystem, path: string): void {
  const above = dirName(path);
  if (above !== "." && !fs.exists(above)) makeDirectories(fs, above);
}

/** Adds bytes to the end of a file, which it makes. */
export function appendTo(fs: SyncFileSystem, path: string, bytes: Uint8Array): void {
  const file = fs.open(path, { write: true, append: true, create: true });
  try {
    fs.write(file, bytes);
  } finally {
    fs.close(file);
  }
}

/** Paths of all below a directory, relative to it, sorted. */
export function pathsBelow(fs: SyncFileSystem, path: string): readonly string[] {
  const paths: string[] = [];
  const pending = [""];
  for (let below = pending.pop(); below !== undefined; below = pending.pop()) {
    for (const { name, type } of fs.readdir(joinPath(path, below))) {
      const found = below === "" ? name : `${below}/${name}`;
      paths.push(found);
      if (type === "directory") pending.push(found);
    }
  }
  return paths.sort();
}

/** Removes a file, a symlink, or a directory and all below it. */
export function removeTree(fs: SyncFileSystem, path: string): void {
  if (fs.lstat(path).type !== "directory") {
    fs.unlink(path);
    return;
  }
  emptyDirectory(fs, path);
  fs.rmdir(path);
}

/** Goes from directory to directory by name and `..`: a guest can make trees deeper than PATH_MAX. */
function emptyDirectory(fs: SyncFileSystem, path: string): void {
  const names: string[] = [];
  let base = fs.open(path, { directory: true });
  try {
    for (;;) {
      const below = removeFiles(fs, base);
      const name = below ?? names.pop();
      if (name === undefined) return;
      base = move(fs, base, below ?? "..");
      if (below === undefined) fs.rmdir(name, { base });
      else names.push(below);
    }
  } finally {
    fs.close(base);
  }
}

function move(fs: SyncFileSystem, base: OpenFile, name: string): OpenFile {
  const next = fs.open(name, { directory: true }, undefined, { base, follow: false });
  fs.close(base);
  return next;
}

/** Removes all but directories, and names a directory that is left. */
function removeFiles(fs: SyncFileSystem, base: OpenFile): string | undefined {
  let below: string | undefined;
  for (const { name, type } of fs.entries(base)) {
    if (type === "directory") below = name;
    else fs.unlink(name, { base });
  }
  return below;
}

/**
 * Copies a file, a symlink or a whole directory, with modes, modification times and extended
 * attributes. Directories that exist are filled up, files and symlinks are replaced. EINVAL into itself.
 */
export function copyTree(fs: SyncFileSystem, from: string, to: string): void {
  const source = fs.lstat(from);
  makeParents(fs, to);
  if (isInside(fs, to, source)) throw failure("EINVAL", "copy", to);
  const made: { readonly to: string; readonly mtimeNs: bigint }[] = [];
  const pending = [{ from, to }];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const { type, mode, mtimeNs } = fs.lstat(pair.from);
    if (type === "directory") {
      makeDirectories(fs, pair.to);
      for (const { name } of fs.readdir(pair.from)) {
        pending.push({ from: `${pair.from}/${name}`, to: `${pair.to}/${name}` });
      }
    } else {
      if (fs.exists(pair.to, { follow: false })) fs.unlink(pair.to);
      if (type === "symlink") fs.symlink(fs.readlink(pair.from), pair.to);
      else fs.writeFile(pair.to, fs.readFile(pair.from));
    }
    copyXattrs(fs, pair.from, pair.to);
    if (type !== "symlink") fs.chmod(pair.to, mode);
    made.push({ to: pair.to, mtimeNs });
  }
  // Last and deepest first, because entries that come set the time of their directory.
  for (const { to: path, mtimeNs } of made.reverse()) {
    fs.utimes(path, { mtimeNs }, { follow: false });
  }
}

/**
 * Renames; from one mount to another by copying and removing, so that another may see a part of it.
 * Replaces as `SyncFileSystem.rename` does.
 */
export function moveTree(fs: SyncFileSystem, from: string, to: string): void {
  try {
    fs.rename(from, to);
  } catch (error) {
    if (!(error instanceof FsError && error.code === "EXDEV")) throw error;
    moveAcross(fs, from, to);
  }
}

function moveAcross(fs: SyncFileSystem, from: string, to: string): void {
  const isDirectory = fs.lstat(from).type === "directory";
  // What hangs at a mount point stays there, whichever way it is reached.
  if (isDirectory && isMountPoint(fs, from)) throw failure("EBUSY", "rename", from);
  if (fs.exists(to, { follow: false })) {
    if (isDirectory) fs.rmdir(to);
    else if (fs.lstat(to).type === "directory") throw failure("EISDIR", "rename", from);
  }
  copyTree(fs, from, to);
  removeTree(fs, from);
}

function isMountPoint(fs: SyncFileSystem, path: string): boolean {
  const place = fs.realpath(path);
  return fs.listMounts().some((mount) => mount.path === place);
}

function copyXattrs(fs: SyncFileSystem, from: string, to: string): void {
  const own = { follow: false };
  for (const name of fs.listxattr(from, own)) {
    const value = fs.getxattr(from, name, own);
    if (value !== undefined) fs.setxattr(to, name, value, own);
  }
}

/** Whether a name, which may not exist, is that inode or lies somewhere below it. */
function isInside(fs: SyncFileSystem, path: string, inode: Stat): boolean {
  const isSame = (other: Stat) => other.ino === inode.ino && other.dev === inode.dev;
  if (fs.exists(path, { follow: false }) && isSame(fs.lstat(path))) return true;
  for (let at = fs.realpath(`${dirName(path)}/`); ; at = dirName(at)) {
    if (isSame(fs.stat(at))) return true;
    if (at === "/") return false;
  }
}
