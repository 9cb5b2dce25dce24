/** A whole tree as the records that make it from an empty filesystem. */
import { pieceCount, storedAt } from "./content.ts";
import { chunkBytes, type Inode, permissionBits, rootIno } from "./inode.ts";
import type { JournalRecord } from "./journal.ts";
import type { RadixTrie } from "./radix-trie.ts";
import type { Tree } from "./tree.ts";

/** The records of a tree as it is now, parents first; later changes do not show. */
export function treeImage(tree: Tree): Iterable<JournalRecord> {
  const { inodes } = tree;
  // As for a snapshot: from now on changes go to copies, and the image is read in peace.
  tree.owner = {};
  tree.inodes = inodes.fork(tree.owner);
  return { [Symbol.iterator]: () => records(inodes) };
}

function* records(inodes: RadixTrie<Inode>): Generator<JournalRecord, void, undefined> {
  const root = inodes.get(rootIno);
  if (root === undefined) return;
  const made = new Set([rootIno]);
  const directories = [root];
  yield createOf(root, { parent: rootIno, name: "" });
  yield* xattrsOf(root);
  for (let parent = directories.pop(); parent !== undefined; parent = directories.pop()) {
    for (const { name, ino } of inOrder(parent)) {
      const inode = inodes.get(ino);
      if (inode === undefined) continue;
      if (made.has(ino)) {
        yield { op: "link", ino, parent: parent.ino, name, timeNs: inode.times.ctimeNs };
        continue;
      }
      made.add(ino);
      yield createOf(inode, { parent: parent.ino, name });
      yield* xattrsOf(inode);
      if (inode.type === "file") yield* contentOf(inode);
      if (inode.type === "directory") directories.push(inode);
    }
  }
  // Last, because making entries and content sets times.
  for (const ino of made) {
    const inode = inodes.get(ino);
    if (inode !== undefined) yield attributesOf(inode);
  }
}

function inOrder(directory: Inode) {
  const entries = [...(directory.entries?.values() ?? [])];
  return entries.sort((one, other) => one.cookie - other.cookie);
}

function createOf(
  inode: Inode,
  place: { readonly parent: number; readonly name: string },
): JournalRecord {
  const { ino, mode, target } = inode;
  const timeNs = inode.times.birthtimeNs;
  const record = { op: "create", ino, ...place, mode, timeNs } as const;
  return inode.type === "symlink" ? { ...record, target } : record;
}

function* xattrsOf({ ino, times, xattrs }: Inode): Generator<JournalRecord> {
  const timeNs = times.ctimeNs;
  for (const name of [...(xattrs?.keys() ?? [])].sort()) {
    const value = xattrs?.get(name)?.slice();
    if (value !== undefined) yield { op: "xattr", ino, name, value, timeNs };
  }
}

const noBytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** Zeros at the end of a chunk are left to the size, so that equal files have equal records. */
function* contentOf(inode: Inode): Generator<JournalRecord, void, undefined> {
  const { ino } = inode;
  const timeNs = inode.times.mtimeNs;
  let end = 0;
  for (let index = 0; index < pieceCount(inode); index++) {
    const offset = index * chunkBytes;
    const stored = storedAt(inode, index)?.subarray(0, inode.size - offset) ?? noBytes;
    const length = lengthWithoutZeros(stored);
    if (length === 0) continue;
    end = offset + length;
    yield { op: "write", ino, offset, bytes: stored.slice(0, length), timeNs };
  }
  if (end < inode.size) yield { op: "truncate", ino, size: inode.size, timeNs };
}

function lengthWithoutZeros(bytes: Uint8Array): number {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return length;
}

function attributesOf(inode: Inode): JournalRecord {
  const { ino, readOnly } = inode;
  const { atimeNs, mtimeNs, ctimeNs } = inode.times;
  const record = { op: "attributes", ino, atimeNs, mtimeNs, ctimeNs } as const;
  const mode = inode.mode & permissionBits;
  return readOnly ? { ...record, mode, readOnly } : { ...record, mode };
}
