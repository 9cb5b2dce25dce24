/** The calls on names: mkdir, rmdir, unlink, link, symlink, rename. */
import { checkCreation, checkWritable, existing, found, storedMode } from "./checks.ts";
import type { FsErrorCode } from "./fs-error.ts";
import { type Inode, modeOfType } from "./inode.ts";
import { pathFault, utf8Length } from "./name-rules.ts";
import type { Place } from "./path-walk.ts";
import { performCreate, performLink, performRename, performUnlink } from "./perform.ts";
import type { Resolution } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

type At = Resolution | undefined;

/** See `SyncFileSystem.mkdir`. */
export function makeDirectory(tree: Tree, path: string, mode: number, at: At): void {
  const place = newPlace(tree, { path, at, syscall: "mkdir", allowsSlash: true });
  const { parent, name } = place;
  checkCreation(tree, { parent, name, syscall: "mkdir", path });
  performCreate(tree, {
    op: "create",
    ino: tree.allocateIno(),
    parent: parent.ino,
    name,
    mode: storedMode("directory", mode),
    timeNs: tree.now(),
  });
}

/** See `SyncFileSystem.symlink`. */
export function makeSymlink(tree: Tree, target: string, path: string, at: At): void {
  const fault = pathFault(target);
  if (fault !== undefined) throw failure(fault, "symlink", path);
  const place = newPlace(tree, { path, at, syscall: "symlink", allowsSlash: false });
  const { parent, name } = place;
  checkCreation(tree, { parent, name, syscall: "symlink", path, bytes: utf8Length(target) });
  performCreate(tree, {
    op: "create",
    ino: tree.allocateIno(),
    parent: parent.ino,
    name,
    mode: modeOfType.symlink | 0o777,
    timeNs: tree.now(),
    target,
  });
}

/** See `SyncFileSystem.link`. */
export function makeLink(
  tree: Tree,
  paths: { readonly existing: string; readonly created: string },
  at: { readonly existing: At; readonly created: At },
): void {
  const path = paths.created;
  const follow = at.existing?.follow === true;
  const inode = existing(tree, { path: paths.existing, at: at.existing, syscall: "link", follow });
  const place = newPlace(tree, { path, at: at.created, syscall: "link", allowsSlash: false });
  if (inode.type === "directory") throw failure("EPERM", "link", paths.existing);
  checkWritable(inode, "link", paths.existing);
  const { parent, name } = place;
  checkCreation(tree, { parent, name, syscall: "link", path });
  performLink(tree, { op: "link", ino: inode.ino, parent: parent.ino, name, timeNs: tree.now() });
}

/** See `SyncFileSystem.unlink`. */
export function unlinkName(tree: Tree, path: string, at: At): void {
  const place = found(tree, { path, at, syscall: "unlink", follow: false, namesEntry: true });
  const { parent, name, inode } = place;
  if (inode === undefined) throw failure("ENOENT", "unlink", path);
  if (inode.type === "directory") throw failure("EISDIR", "unlink", path);
  if (place.hasTrailingSlash) throw failure("ENOTDIR", "unlink", path);
  checkWritable(inode, "unlink", path);
  checkWritable(parent, "unlink", path);
  performUnlink(tree, { op: "unlink", parent: parent.ino, name, timeNs: tree.now() });
}

/** See `SyncFileSystem.rmdir`. */
export function removeDirectory(tree: Tree, path: string, at: At): void {
  const place = found(tree, { path, at, syscall: "rmdir", follow: false, namesEntry: true });
  const { parent, name, inode } = place;
  const codes: Record<Place["kind"], FsErrorCode | undefined> = {
    name: undefined,
    dot: "EINVAL",
    dotdot: "ENOTEMPTY",
    root: "EBUSY",
  };
  const code = codes[place.kind];
  if (code !== undefined) throw failure(code, "rmdir", path);
  if (inode === undefined) throw failure("ENOENT", "rmdir", path);
  if (inode.entries === undefined) throw failure("ENOTDIR", "rmdir", path);
  checkWritable(inode, "rmdir", path);
  checkWritable(parent, "rmdir", path);
  if (inode.entries.size > 0) throw failure("ENOTEMPTY", "rmdir", path);
  performUnlink(tree, { op: "unlink", parent: parent.ino, name, timeNs: tree.now() });
}

/** See `SyncFileSystem.rename`. */
export function renameName(
  tree: Tree,
  paths: { readonly from: string; readonly to: string },
  at: { readonly from: At; readonly to: At },
): void {
  const names = { syscall: "rename", follow: false, namesEntry: true };
  const from = found(tree, { path: paths.from, at: at.from, ...names });
  const to = found(tree, { path: paths.to, at: at.to, ...names });
  const fail = (code: FsErrorCode) => failure(code, "rename", paths.from);
  if (from.kind !== "name" || to.kind !== "name") throw fail("EBUSY");
  if (from.inode === undefined) throw fail("ENOENT");
  if (from.inode.type !== "directory" && (from.hasTrailingSlash || to.hasTrailingSlash)) {
    throw fail("ENOTDIR");
  }
  const { inode } = from;
  const fault = renameFault(tree, { inode, parent: from.parent }, to);
  if (fault !== undefined) throw fail(fault);
  if (inode === to.inode) return;
  for (const touched of [inode, from.parent, to.inode, to.parent]) {
    if (touched !== undefined) checkWritable(touched, "rename", paths.from);
  }
  const added = to.inode === undefined ? utf8Length(to.name) - utf8Length(from.name) : 0;
  if (!tree.quota.hasRoom(added, 0) || !fitsBelow(tree, inode, to.parent)) throw fail("EDQUOT");
  performRename(tree, {
    op: "rename",
    parent: from.parent.ino,
    name: from.name,
    newParent: to.parent.ino,
    newName: to.name,
    timeNs: tree.now(),
  });
}

/** Why an inode cannot move from one place to another, whatever the quota says. */
export function renameFault(
  tree: Tree,
  from: { readonly parent: Inode; readonly inode: Inode },
  to: { readonly parent: Inode; readonly inode: Inode | undefined },
): FsErrorCode | undefined {
  const moved = from.inode;
  const replaced = to.inode;
  if (to.parent.nlink === 0) return "ENOENT";
  if (moved.entries !== undefined && isSelfOrAbove(tree, moved, to.parent)) return "EINVAL";
  if (replaced === undefined || replaced === moved) return undefined;
  if (replaced.entries === undefined) return moved.entries === undefined ? undefined : "ENOTDIR";
  if (isSelfOrAbove(tree, replaced, from.parent)) return "ENOTEMPTY";
  if (moved.entries === undefined) return "EISDIR";
  return replaced.entries.size > 0 ? "ENOTEMPTY" : undefined;
}

/** Whether the longest path below `moved` stays within the depth limit when it moves into `parent`. */
export function fitsBelow(tree: Tree, moved: Inode, parent: Inode): boolean {
  const room = tree.quota.limits.maxDepth - tree.depthOf(parent);
  let level = [moved];
  for (let height = 1; ; height++) {
    if (height > room) return false;
    if (!level.some((directory) => (directory.entries?.size ?? 0) > 0)) return true;
    // Files add the level that is counted next; only subdirectories (nlink above 2) can add more.
    level = level.flatMap((directory) =>
      directory.nlink > 2 ? subdirectories(tree, directory) : [],
    );
  }
}

function subdirectories(tree: Tree, directory: Inode): Inode[] {
  const found: Inode[] = [];
  for (const entry of directory.entries?.values() ?? []) {
    if (entry.type === "directory") found.push(tree.get(entry.ino));
  }
  return found;
}

function isSelfOrAbove(tree: Tree, above: Inode, directory: Inode): boolean {
  for (let at = directory; at !== above; at = tree.get(at.parent)) {
    if (at.ino === at.parent) return false;
  }
  return true;
}

/** The place of a name that must not exist yet. EEXIST; ENOENT for `name/` unless a directory comes there. */
function newPlace(
  tree: Tree,
  request: {
    readonly path: string;
    readonly at: At;
    readonly syscall: string;
    readonly allowsSlash: boolean;
  },
): Place {
  const { path, at, syscall, allowsSlash } = request;
  const place = found(tree, { path, at, syscall, follow: false, namesEntry: true });
  if (place.inode !== undefined) throw failure("EEXIST", syscall, path);
  if (place.hasTrailingSlash && !allowsSlash) throw failure("ENOENT", syscall, path);
  return place;
}
