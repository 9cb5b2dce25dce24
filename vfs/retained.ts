/**
 * What named snapshots hold and the tree itself does not: pieces of content, names, symlink targets
 * and extended attributes that have been replaced or removed since. Kept as a sum while the tree changes, and found
 * anew, at a cost that follows the differences, when a snapshot goes or the tree returns to one.
 */
import { isInSlab, pieceAt, pieceCount, storedAt } from "./content.ts";
import { Directory } from "./directory.ts";
import { chunkBytes, type Inode } from "./inode.ts";
import { utf8Length } from "./name-rules.ts";
import type { DirectoryEntry } from "./stat.ts";
import type { Tree } from "./tree.ts";
import { xattrBytes } from "./xattr-bytes.ts";

/** Bytes that snapshots keep of a file once it is overwritten from `start` to `end`. */
export function retainedByWrite(tree: Tree, inode: Inode, start: number, end: number): number {
  if (tree.saved.length === 0) return 0;
  // What is in a slab becomes another piece by any change.
  const first = isInSlab(inode) ? 0 : Math.floor(start / chunkBytes);
  return retainedChunks(tree, inode, first, Math.ceil(end / chunkBytes));
}

/** Bytes that snapshots keep of a file once its size is `size`. */
export function retainedByResize(tree: Tree, inode: Inode, size: number): number {
  if (tree.saved.length === 0 || size === inode.size) return 0;
  if (isInSlab(inode)) return retainedChunks(tree, inode, 0, 1);
  if (size > inode.size) return 0;
  const kept = Math.ceil(size / chunkBytes);
  const last = storedAt(inode, kept - 1);
  // The chunk that is cut is replaced, unless it ends before the cut.
  const isReplaced = last !== undefined && last.length > size - (kept - 1) * chunkBytes;
  return retainedChunks(tree, inode, isReplaced ? kept - 1 : kept, Number.POSITIVE_INFINITY);
}

/** Bytes that snapshots keep of a name once it is removed from a directory. */
export function retainedName(tree: Tree, directory: Inode, entry: DirectoryEntry): number {
  if (tree.saved.length === 0) return 0;
  const isHeld = (saved: Inode) => saved.entries?.get(entry.name) === entry;
  return isHeldBySome(tree, directory.ino, isHeld) ? utf8Length(entry.name) : 0;
}

/** Bytes that snapshots keep of an inode's content, target and attributes once it is freed. */
export function retainedInode(tree: Tree, inode: Inode): number {
  if (tree.saved.length === 0) return 0;
  let sum = retainedChunks(tree, inode, 0, Number.POSITIVE_INFINITY);
  for (const name of inode.xattrs?.keys() ?? []) sum += retainedXattr(tree, inode, name);
  if (inode.type !== "symlink") return sum;
  const isHeld = (saved: Inode) => saved.target === inode.target;
  return isHeldBySome(tree, inode.ino, isHeld) ? sum + inode.size : sum;
}

/** Bytes that snapshots keep of an extended attribute once it is replaced or removed. */
export function retainedXattr(tree: Tree, inode: Inode, name: string): number {
  const value = inode.xattrs?.get(name);
  if (value === undefined || tree.saved.length === 0) return 0;
  const isHeld = (saved: Inode) => saved.xattrs?.get(name) === value;
  return isHeldBySome(tree, inode.ino, isHeld) ? xattrBytes(inode, name) : 0;
}

/** The whole sum. */
export function countRetained(tree: Tree): number {
  const counted = new Set<unknown>();
  let sum = 0;
  const add = (what: unknown, bytes: number) => {
    if (!counted.has(what)) sum += bytes;
    counted.add(what);
  };
  for (const { inodes } of tree.saved) {
    inodes.compare(tree.inodes, (held, current) => {
      if (held !== undefined) addHeld(held, current, add);
    });
  }
  return sum;
}

const nothing = new Directory({}, 0);

function addHeld(
  held: Inode,
  current: Inode | undefined,
  add: (what: unknown, bytes: number) => void,
): void {
  for (let index = 0; index < pieceCount(held); index++) {
    const piece = pieceAt(held, index);
    const isCurrent = current !== undefined && pieceAt(current, index) === piece;
    if (!isCurrent) add(piece, storedAt(held, index)?.length ?? 0);
  }
  if (held.target !== "" && held.target !== current?.target) {
    add(`${held.ino} ${held.target}`, held.size);
  }
  for (const [name, value] of held.xattrs ?? []) {
    if (value !== current?.xattrs?.get(name)) add(value, xattrBytes(held, name));
  }
  held.entries?.compare(current?.entries ?? nothing, (entry) => {
    if (entry !== undefined) add(entry, utf8Length(entry.name));
  });
}

function retainedChunks(tree: Tree, inode: Inode, first: number, end: number): number {
  let sum = 0;
  for (let index = first; index < Math.min(end, pieceCount(inode)); index++) {
    const piece = pieceAt(inode, index);
    // What has been written since the last snapshot is in none.
    const isNew = typeof piece === "object" && piece.owner === tree.owner;
    if (piece === undefined || isNew) continue;
    const isHeld = (saved: Inode) => pieceAt(saved, index) === piece;
    if (isHeldBySome(tree, inode.ino, isHeld)) sum += storedAt(inode, index)?.length ?? 0;
  }
  return sum;
}

function isHeldBySome(tree: Tree, ino: number, isHeldBy: (saved: Inode) => boolean): boolean {
  return tree.saved.some(({ inodes }) => {
    const saved = inodes.get(ino);
    return saved !== undefined && isHeldBy(saved);
  });
}
