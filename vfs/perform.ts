/**
 * The one way to change a tree: each record is performed here, keeps the counters and is then told
 * to the listeners. Calls check what POSIX asks for and make the record; a replay checks that the
 * record still applies. Nothing here refuses: whoever calls has checked, the quota included.
 */
import { resizeContent, writeContent } from "./content.ts";
import { chunkBytes, Inode, InodeTimes, permissionBits, typeBits } from "./inode.ts";
import type { RecordOf } from "./journal.ts";
import { utf8Length } from "./name-rules.ts";
import { retainedByResize, retainedByWrite, retainedName, retainedXattr } from "./retained.ts";
import type { Tree } from "./tree.ts";
import { xattrBytes } from "./xattr-bytes.ts";

/** Makes an inode and its first name. */
export function performCreate(tree: Tree, record: RecordOf<"create">): Inode {
  const { ino, name, timeNs, target } = record;
  const inode = new Inode(tree.owner, ino, record.mode, tree.timesAt(timeNs));
  const { type } = inode;
  inode.name = name;
  inode.parent = record.parent;
  const parent = changedDirectory(tree, record.parent, timeNs);
  if (type === "directory") {
    inode.body = tree.newDirectory();
    parent.nlink += 1;
  } else if (type === "symlink" && target !== undefined) {
    inode.body = target;
    inode.size = utf8Length(target);
  }
  tree.inodes.set(ino, inode);
  tree.ownEntries(parent).add(name, ino, type);
  tree.quota.add(utf8Length(name) + inode.size, 1);
  if (tree.watchers.length > 0) tree.notify({ kind: "create", ino, at: record });
  tree.emit(record);
  return inode;
}

/** Gives an inode another name. */
export function performLink(tree: Tree, record: RecordOf<"link">): void {
  const { ino, name, timeNs } = record;
  const inode = tree.own(tree.get(ino));
  inode.nlink += 1;
  inode.changedAt(timeNs);
  // Which of its names it keeps when others go is not followed up: none is its own from now on.
  inode.parent = 0;
  inode.name = "";
  tree.ownEntries(changedDirectory(tree, record.parent, timeNs)).set(name, ino, inode.type);
  tree.quota.add(utf8Length(name), 1);
  if (tree.watchers.length > 0) tree.notify({ kind: "create", ino, at: record });
  tree.emit(record);
}

/** Takes a name away: of a file, a symlink or an empty directory. */
export function performUnlink(tree: Tree, record: RecordOf<"unlink">): void {
  const { name, timeNs } = record;
  const parent = changedDirectory(tree, record.parent, timeNs);
  const entries = tree.ownEntries(parent);
  const entry = entries.get(name);
  if (entry === undefined) return;
  tree.quota.retained += retainedName(tree, parent, entry);
  entries.delete(name);
  if (entry.type === "directory") {
    parent.nlink -= 1;
    tree.paths.forget();
  }
  tree.quota.add(-utf8Length(name), 0);
  if (tree.watchers.length > 0) tree.notify({ kind: "delete", ino: entry.ino, at: record });
  dropName(tree, entry.ino, timeNs);
  tree.emit(record);
}

/** Moves a name, replacing what has the new one. */
export function performRename(tree: Tree, record: RecordOf<"rename">): void {
  const { name, newName, timeNs } = record;
  const entry = tree.get(record.parent).entries?.get(name);
  if (entry === undefined) return;
  const isDirectory = entry.type === "directory";
  if (isDirectory) tree.paths.forget();
  const from = changedDirectory(tree, record.parent, timeNs);
  tree.quota.retained += retainedName(tree, from, entry);
  tree.ownEntries(from).delete(name);
  if (isDirectory) from.nlink -= 1;
  const to = changedDirectory(tree, record.newParent, timeNs);
  const entries = tree.ownEntries(to);
  const replaced = entries.get(newName);
  if (replaced !== undefined) tree.quota.retained += retainedName(tree, to, replaced);
  entries.set(newName, entry.ino, entry.type);
  if (isDirectory) to.nlink += 1;
  tree.quota.add((replaced === undefined ? utf8Length(newName) : 0) - utf8Length(name), 0);
  if (replaced !== undefined) {
    if (replaced.type === "directory") to.nlink -= 1;
    dropName(tree, replaced.ino, timeNs);
  }
  const moved = tree.own(tree.get(entry.ino));
  moved.changedAt(timeNs);
  if (isDirectory || moved.nlink === 1) {
    moved.parent = record.newParent;
    moved.name = newName;
  }
  if (tree.watchers.length > 0) {
    const at = { parent: record.newParent, name: newName };
    tree.notify({ kind: "rename", ino: entry.ino, from: record, at });
  }
  tree.emit(record);
}

/** Sets the size of a file. */
export function performTruncate(tree: Tree, record: RecordOf<"truncate">): void {
  const inode = changedFile(tree, tree.get(record.ino), record.timeNs);
  tree.quota.retained += retainedByResize(tree, inode, record.size);
  tree.quota.add(record.size - inode.size, 0);
  resizeContent(inode, record.size, tree.slab);
  if (inode.nlink > 0) emitChange(tree, "modify", record);
}

/** Sets the mode, times and flags that the record holds. */
export function performAttributes(tree: Tree, record: RecordOf<"attributes">): void {
  const inode = tree.own(tree.get(record.ino));
  if (record.mode !== undefined) {
    inode.mode = (inode.mode & typeBits) | (record.mode & permissionBits);
  }
  const { atimeNs, mtimeNs, ctimeNs, birthtimeNs } = inode.times;
  inode.times = new InodeTimes({
    atimeNs: record.atimeNs ?? atimeNs,
    mtimeNs: record.mtimeNs ?? mtimeNs,
    ctimeNs: record.ctimeNs ?? ctimeNs,
    birthtimeNs,
  });
  inode.readOnly = record.readOnly ?? inode.readOnly;
  if (inode.nlink > 0) emitChange(tree, "attributes", record);
}

/** Sets or removes an extended attribute. The value belongs to the record, and is not changed. */
export function performXattr(tree: Tree, record: RecordOf<"xattr">): void {
  const { name, value, timeNs } = record;
  const inode = tree.own(tree.get(record.ino));
  const xattrs = new Map(inode.xattrs);
  tree.quota.retained += retainedXattr(tree, inode, name);
  tree.quota.add(-xattrBytes(inode, name), 0);
  if (value === undefined) xattrs.delete(name);
  else xattrs.set(name, value);
  inode.xattrs = xattrs.size === 0 ? undefined : xattrs;
  inode.changedAt(timeNs);
  tree.quota.add(xattrBytes(inode, name), 0);
  if (inode.nlink === 0) return;
  const isHeard = value !== undefined && tree.sinks.length > 0;
  emitChange(tree, "attributes", isHeard ? { ...record, value: value.slice() } : record);
}

/** Writes to a file. The bytes are read once for the file and, if anyone listens, once for the records. */
export function performWrite(
  tree: Tree,
  write: {
    /** As the tree has it now. */
    readonly inode: Inode;
    readonly offset: number;
    readonly bytes: Uint8Array;
    readonly timeNs: bigint;
  },
): void {
  const { offset, bytes, timeNs } = write;
  const { ino } = write.inode;
  const inode = changedFile(tree, write.inode, timeNs);
  const end = offset + bytes.length;
  tree.quota.retained += retainedByWrite(tree, inode, offset, end);
  tree.quota.add(Math.max(0, end - inode.size), 0);
  writeContent(inode, offset, bytes, tree.slab);
  if (inode.nlink === 0) return;
  if (tree.watchers.length > 0) tree.notify({ kind: "modify", ino });
  if (tree.sinks.length === 0) return;
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const piece = new Uint8Array(Math.min(chunkBytes, bytes.length - start));
    piece.set(bytes.subarray(start, start + piece.length));
    tree.emit({ op: "write", ino, offset: offset + start, bytes: piece, timeNs });
  }
}

/** Tells of a change to an inode that has a name. */
function emitChange(
  tree: Tree,
  kind: "modify" | "attributes",
  record: RecordOf<"truncate" | "attributes" | "xattr">,
): void {
  if (tree.watchers.length > 0) tree.notify({ kind, ino: record.ino });
  tree.emit(record);
}

/** A directory about to change, owned and with its times set. */
function changedDirectory(tree: Tree, ino: number, timeNs: bigint): Inode {
  const directory = tree.own(tree.get(ino));
  directory.modifiedAt(timeNs);
  return directory;
}

function changedFile(tree: Tree, inode: Inode, timeNs: bigint): Inode {
  const file = tree.own(inode);
  file.modifiedAt(timeNs);
  return file;
}

/** One name less: the inode stays while it has others or is open. */
function dropName(tree: Tree, ino: number, timeNs: bigint): void {
  const inode = tree.own(tree.get(ino));
  inode.changedAt(timeNs);
  inode.nlink = inode.type === "directory" ? 0 : inode.nlink - 1;
  if (inode.nlink > 0) {
    tree.quota.add(0, -1);
  } else if (tree.openCounts.has(ino)) {
    tree.orphans = new Set(tree.orphans).add(ino);
  } else {
    tree.free(inode);
  }
}
