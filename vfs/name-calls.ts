/** The calls on names: mkdir, rmdir, unlink, link, symlink, rename. */
import { checkCreation, checkWritable, existing, found, storedMode } from "./checks.ts";
import type { FsErrorCode } from "./fs-error.ts";
import { type Inode, modeOfType } from "./inode.ts";
import type { Mount } from "./mount.ts";
import { pathFault, utf8Length } from "./name-rules.ts";
import type { Place } from "./path-walk.ts";
import { performCreate, performLink, performRename, performUnlink } from "./perform.ts";
import { retainedName } from "./retained.ts";
import type { Resolution } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

type At = Resolution | undefined;

/** See `SyncFileSystem.mkdir`. */
export function makeDirectory(tree: Tree, path: string, mode: number, at: At): void {
  const place = newPlace(tree, { path, at, syscall: "mkdir", allowsSlash: true });
  const { mount, parent, name } = place;
  checkCreation({ mount, parent, name, syscall: "mkdir", path });
  performCreate(mount.tree, {
    op: "create",
    ino: mount.tree.allocateIno(),
    parent: parent.ino,
    name,
    mode: storedMode("directory", mode),
    timeNs: mount.tree.now(),
  });
}

/** See `SyncFileSystem.symlink`. */
export function makeSymlink(tree: Tree, target: string, path: string, at: At): void {
  const fault = pathFault(target);
  if (fault !== undefined) throw failure(fault, "symlink", path);
  const place = newPlace(tree, { path, at, syscall: "symlink", allowsSlash: false });
  const { mount, parent, name } = place;
  checkCreation({ mount, parent, name, syscall: "symlink", path, bytes: utf8Length(target) });
  performCreate(mount.tree, {
    op: "create",
    ino: mount.tree.allocateIno(),
    parent: parent.ino,
    name,
    mode: modeOfType.symlink | 0o777,
    timeNs: mount.tree.now(),
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
  const from = existing(tree, { path: paths.existing, at: at.existing, syscall: "link", follow });
  const place = newPlace(tree, { path, at: at.created, syscall: "link", allowsSlash: false });
  const { mount, parent, name } = place;
  const { inode } = from;
  if (from.mount !== mount) throw failure("EXDEV", "link", paths.existing);
  if (inode.type === "directory") throw failure("EPERM", "link", paths.existing);
  checkWritable(mount, inode, "link", paths.existing);
  checkCreation({ mount, parent, name, syscall: "link", path });
  const timeNs = mount.tree.now();
  performLink(mount.tree, { op: "link", ino: inode.ino, parent: parent.ino, name, timeNs });
}

/** See `SyncFileSystem.unlink`. */
export function unlinkName(tree: Tree, path: string, at: At): void {
  const place = found(tree, { path, at, syscall: "unlink", follow: false, namesEntry: true });
  const { mount, parent, name, inode } = place;
  if (inode === undefined) throw failure("ENOENT", "unlink", path);
  if (inode.type === "directory") throw failure("EISDIR", "unlink", path);
  if (place.hasTrailingSlash) throw failure("ENOTDIR", "unlink", path);
  checkWritable(mount, inode, "unlink", path);
  checkWritable(mount, parent, "unlink", path);
  const timeNs = mount.tree.now();
  performUnlink(mount.tree, { op: "unlink", parent: parent.ino, name, timeNs });
}

/** See `SyncFileSystem.rmdir`. */
export function removeDirectory(tree: Tree, path: string, at: At): void {
  const place = found(tree, { path, at, syscall: "rmdir", follow: false, namesEntry: true });
  const { mount, parent, name, inode } = place;
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
  if (place.isMountPoint) throw failure("EBUSY", "rmdir", path);
  checkWritable(mount, inode, "rmdir", path);
  checkWritable(mount, parent, "rmdir", path);
  if (!isEmpty(mount, inode)) throw failure("ENOTEMPTY", "rmdir", path);
  const timeNs = mount.tree.now();
  performUnlink(mount.tree, { op: "unlink", parent: parent.ino, name, timeNs });
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
  const { mount } = from;
  if (mount !== to.mount) throw fail("EXDEV");
  if (from.kind !== "name" || to.kind !== "name") throw fail("EBUSY");
  if (from.inode === undefined) throw fail("ENOENT");
  if (from.inode.type !== "directory" && (from.hasTrailingSlash || to.hasTrailingSlash)) {
    throw fail("ENOTDIR");
  }
  if (from.isMountPoint || to.isMountPoint) throw fail("EBUSY");
  const { inode } = from;
  const { tree: target } = mount;
  const fault = renameFault(target, { inode, parent: from.parent }, to);
  if (fault !== undefined) throw fail(fault);
  if (inode === to.inode) return;
  if (to.inode !== undefined && mount.addedTo(to.inode.ino).length > 0) throw fail("ENOTEMPTY");
  for (const touched of [inode, from.parent, to.inode, to.parent]) {
    if (touched !== undefined) checkWritable(mount, touched, "rename", paths.from);
  }
  const { quota } = target;
  if (!fitsBelow(target, inode, to.parent)) throw fail("EDQUOT");
  if (!quota.hasRoom(renameGrowth(target, from, to), 0)) throw fail(quota.limits.fullCode);
  performRename(target, {
    op: "rename",
    parent: from.parent.ino,
    name: from.name,
    newParent: to.parent.ino,
    newName: to.name,
    timeNs: target.now(),
  });
}

/** Bytes that a longer name takes, and a snapshot's that keeps the old one. */
function renameGrowth(tree: Tree, from: Place, to: Place): number {
  const entry = from.parent.entries?.get(from.name);
  if (to.inode !== undefined || entry === undefined) return 0;
  const retained = retainedName(tree, from.parent, entry);
  return utf8Length(to.name) - utf8Length(from.name) + retained;
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

/** Whether a directory has neither names of its own nor such as mounts add. */
function isEmpty(mount: Mount, directory: Inode): boolean {
  return directory.entries?.size === 0 && mount.addedTo(directory.ino).length === 0;
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
