/**
 * Replays one record. What is already there, or has lost its inode, is skipped; what no filesystem
 * of the same limits could have recorded is refused before anything changes.
 */
import { xattrFault } from "./attribute-calls.ts";
import type { FsErrorCode } from "./fs-error.ts";
import { type Inode, InodeTimes, rootIno, typeOfMode } from "./inode.ts";
import { isTime } from "./inode-calls.ts";
import type { JournalRecord, RecordOf } from "./journal.ts";
import { fitsBelow, renameFault } from "./name-calls.ts";
import { nameFault, pathFault, utf8Length } from "./name-rules.ts";
import {
  performAttributes,
  performCreate,
  performLink,
  performRename,
  performTruncate,
  performUnlink,
  performWrite,
  performXattr,
} from "./perform.ts";
import { maxIndex } from "./radix-trie.ts";
import { failure, type Tree } from "./tree.ts";
import { allXattrBytes, xattrBytes } from "./xattr-bytes.ts";

/** See `SyncFileSystem.apply`. Read-only flags do not refuse a record: they held where it was made. */
export function applyRecord(tree: Tree, record: JournalRecord): void {
  if (record.op === "create") applyCreate(tree, record);
  else if (record.op === "write") applyWrite(tree, record);
  else if (record.op === "truncate") applyTruncate(tree, record);
  else if (record.op === "link") applyLink(tree, record);
  else if (record.op === "unlink") applyUnlink(tree, record);
  else if (record.op === "rename") applyRename(tree, record);
  else if (record.op === "attributes") applyAttributes(tree, record);
  else if (record.op === "xattr") applyXattr(tree, record);
  else throw refused("EINVAL");
}

function applyCreate(tree: Tree, record: RecordOf<"create">): void {
  const { ino, name, mode, target } = record;
  checkTime(record.timeNs);
  if (ino === rootIno) {
    const root = tree.own(tree.get(rootIno));
    root.times = new InodeTimes({ ...root.times, birthtimeNs: record.timeNs });
    return;
  }
  if (!Number.isInteger(ino) || ino < rootIno || ino > maxIndex) throw refused("EINVAL");
  const type = typeOfMode(mode);
  if (type === undefined || mode >>> 16 !== 0) throw refused("EINVAL");
  if ((type === "symlink") !== (target !== undefined)) throw refused("EINVAL");
  const fault = nameFault(name) ?? (target === undefined ? undefined : pathFault(target));
  if (fault !== undefined) throw refused(fault);
  if (tree.inodes.get(ino) !== undefined) return;
  const parent = directoryOf(tree, record.parent);
  if (parent === undefined || parent.entries.get(name) !== undefined) return;
  checkDepth(tree, parent.inode);
  checkRoom(tree, utf8Length(name) + utf8Length(target ?? ""), 1);
  tree.nextIno = Math.max(tree.nextIno, ino + 1);
  performCreate(tree, record);
}

function applyWrite(tree: Tree, record: RecordOf<"write">): void {
  const { ino, offset, bytes } = record;
  checkTime(record.timeNs);
  if (!(bytes instanceof Uint8Array)) throw refused("EINVAL");
  checkCount(offset);
  const file = fileOf(tree, ino);
  if (file === undefined || bytes.length === 0) return;
  checkSize(tree, file, Math.max(file.size, offset + bytes.length));
  performWrite(tree, { inode: file, offset, bytes, timeNs: record.timeNs });
}

function applyTruncate(tree: Tree, record: RecordOf<"truncate">): void {
  checkTime(record.timeNs);
  checkCount(record.size);
  const file = fileOf(tree, record.ino);
  if (file === undefined) return;
  checkSize(tree, file, record.size);
  performTruncate(tree, record);
}

function applyLink(tree: Tree, record: RecordOf<"link">): void {
  const { ino, name } = record;
  checkTime(record.timeNs);
  checkName(name);
  const inode = tree.inodes.get(ino);
  const parent = directoryOf(tree, record.parent);
  if (inode === undefined || inode.nlink === 0 || parent === undefined) return;
  if (inode.type === "directory") throw refused("EPERM");
  if (parent.entries.get(name) !== undefined) return;
  checkDepth(tree, parent.inode);
  checkRoom(tree, utf8Length(name), 1);
  performLink(tree, record);
}

function applyUnlink(tree: Tree, record: RecordOf<"unlink">): void {
  checkTime(record.timeNs);
  const entry = directoryOf(tree, record.parent)?.entries.get(record.name);
  if (entry === undefined) return;
  if ((tree.get(entry.ino).entries?.size ?? 0) > 0) throw refused("ENOTEMPTY");
  performUnlink(tree, record);
}

function applyRename(tree: Tree, record: RecordOf<"rename">): void {
  const { name, newName, timeNs } = record;
  checkTime(timeNs);
  checkName(newName);
  const from = directoryOf(tree, record.parent);
  const to = directoryOf(tree, record.newParent);
  const entry = from?.entries.get(name);
  if (from === undefined || to === undefined || entry === undefined) return;
  const inode = tree.get(entry.ino);
  const replaced = to.entries.get(newName);
  if (replaced?.ino === entry.ino) return;
  const fault = renameFault(
    tree,
    { parent: from.inode, inode },
    { parent: to.inode, inode: replaced && tree.get(replaced.ino) },
  );
  if (fault !== undefined) throw refused(fault);
  if (!fitsBelow(tree, inode, to.inode)) throw refused("EDQUOT");
  if (replaced === undefined) checkRoom(tree, utf8Length(newName) - utf8Length(name), 0);
  performRename(tree, record);
}

function applyAttributes(tree: Tree, record: RecordOf<"attributes">): void {
  for (const time of [record.atimeNs, record.mtimeNs, record.ctimeNs]) {
    if (time !== undefined) checkTime(time);
  }
  if (tree.inodes.get(record.ino) !== undefined) performAttributes(tree, record);
}

function applyXattr(tree: Tree, record: RecordOf<"xattr">): void {
  const { name, value } = record;
  checkTime(record.timeNs);
  const inode = tree.inodes.get(record.ino);
  if (inode === undefined || (value === undefined && inode.xattrs?.has(name) !== true)) return;
  if (value === undefined) {
    performXattr(tree, record);
    return;
  }
  if (!(value instanceof Uint8Array)) throw refused("EINVAL");
  const copy = new Uint8Array(value);
  const fault = xattrFault(inode, name, copy);
  if (fault !== undefined) throw refused(fault);
  checkRoom(tree, utf8Length(name) + copy.length - xattrBytes(inode, name), 0);
  performXattr(tree, { ...record, value: copy });
}

function refused(code: FsErrorCode): Error {
  return failure(code, "apply");
}

function checkName(name: string): void {
  const fault = nameFault(name);
  if (fault !== undefined) throw refused(fault);
}

function checkCount(value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw refused("EINVAL");
}

function checkTime(timeNs: bigint): void {
  if (typeof timeNs !== "bigint" || !isTime(timeNs)) throw refused("EINVAL");
}

function directoryOf(tree: Tree, ino: number) {
  const inode = tree.inodes.get(ino);
  if (inode === undefined || inode.nlink === 0) return undefined;
  if (inode.entries === undefined) throw refused("ENOTDIR");
  return { inode, entries: inode.entries };
}

function fileOf(tree: Tree, ino: number): Inode | undefined {
  const inode = tree.inodes.get(ino);
  if (inode !== undefined && inode.type !== "file") throw refused("EINVAL");
  return inode;
}

function checkDepth(tree: Tree, parent: Inode): void {
  if (tree.depthOf(parent) >= tree.quota.limits.maxDepth) throw refused("EDQUOT");
}

function checkSize(tree: Tree, file: Inode, size: number): void {
  if (size > tree.quota.limits.maxFileBytes) throw refused("EFBIG");
  checkRoom(tree, size - file.size, 0);
}

/**
 * The quota, without what only local open files and snapshots keep: where the records were made those
 * are gone, and their room may have been used again.
 */
function checkRoom(tree: Tree, bytes: number, nodes: number): void {
  const { quota } = tree;
  if (quota.hasRoomWithoutSnapshots(bytes, nodes)) return;
  let orphanBytes = 0;
  for (const ino of tree.orphans) {
    const orphan = tree.get(ino);
    orphanBytes += orphan.size + allXattrBytes(orphan);
  }
  if (!quota.hasRoomWithoutSnapshots(bytes - orphanBytes, nodes - tree.orphans.size)) {
    throw refused(quota.limits.fullCode);
  }
}
