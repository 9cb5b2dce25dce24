/** The calls on open files: open, close, read, write, seek, truncate. */

import { checkCreation, checkWritable, found, storedMode } from "./checks.ts";
import { readContent } from "./content.ts";
import type { Inode } from "./inode.ts";
import { type OpenFile, OpenHandle } from "./open-file.ts";
import { performCreate, performTruncate, performWrite } from "./perform.ts";
import type { OpenFlags, Resolution } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

/** See `SyncFileSystem.open`. */
export function openFile(
  tree: Tree,
  path: string,
  request: {
    readonly flags: OpenFlags;
    readonly mode?: number;
    readonly at?: Resolution | undefined;
  },
): OpenHandle {
  const { flags, at } = request;
  const fail = (code: Parameters<typeof failure>[0]) => failure(code, "open", path);
  const { create = false, exclusive = false, truncate = false } = flags;
  if (create && flags.directory === true) throw fail("EINVAL");
  if (tree.quota.openFiles >= tree.quota.limits.maxOpenFiles) throw fail("EMFILE");
  const follow = at?.follow !== false && !(create && exclusive);
  const place = found(tree, { path, at, syscall: "open", follow, namesEntry: create });
  let inode = place.inode;
  if (create) {
    if (place.hasTrailingSlash && place.kind === "name") throw fail("EISDIR");
    if (exclusive && inode !== undefined) throw fail("EEXIST");
    if (place.kind !== "name") throw fail("EISDIR");
  }
  if (inode === undefined) {
    if (!create) throw fail("ENOENT");
    inode = createFile(tree, path, { ...place, mode: storedMode("file", request.mode ?? 0o666) });
  } else {
    if (inode.type === "symlink") throw fail(flags.directory === true ? "ENOTDIR" : "ELOOP");
    if (inode.type === "directory") {
      if (create || flags.write === true || truncate) throw fail("EISDIR");
    } else {
      if (flags.directory === true) throw fail("ENOTDIR");
      if (flags.write === true || truncate) checkWritable(inode, "open", path);
      if (truncate)
        performTruncate(tree, { op: "truncate", ino: inode.ino, size: 0, timeNs: tree.now() });
    }
  }
  tree.quota.openFiles += 1;
  tree.openCounts.set(inode.ino, (tree.openCounts.get(inode.ino) ?? 0) + 1);
  return new OpenHandle(tree, inode.ino, flags);
}

/** Makes an empty file. */
function createFile(
  tree: Tree,
  path: string,
  spec: { readonly parent: Inode; readonly name: string; readonly mode: number },
): Inode {
  const { parent, name, mode } = spec;
  checkCreation(tree, { parent, name, syscall: "open", path });
  const ino = tree.allocateIno();
  performCreate(tree, { op: "create", ino, parent: parent.ino, name, mode, timeNs: tree.now() });
  return tree.get(ino);
}

/** See `SyncFileSystem.close`. */
export function closeFile(tree: Tree, file: OpenFile): void {
  const handle = handleOf(tree, file, "close");
  handle.tree = undefined;
  tree.quota.openFiles -= 1;
  const others = (tree.openCounts.get(handle.ino) ?? 1) - 1;
  if (others > 0) {
    tree.openCounts.set(handle.ino, others);
    return;
  }
  tree.openCounts.delete(handle.ino);
  if (!tree.orphans.has(handle.ino)) return;
  const orphans = new Set(tree.orphans);
  orphans.delete(handle.ino);
  tree.orphans = orphans;
  tree.free(tree.get(handle.ino));
}

/** See `SyncFileSystem.read`. */
export function readFile(
  tree: Tree,
  file: OpenFile,
  target: Uint8Array,
  position: number | undefined,
): number {
  const handle = handleOf(tree, file, "read");
  const inode = tree.get(handle.ino);
  if (inode.type === "directory") throw failure("EISDIR", "read");
  if (handle.flags.read !== true) throw failure("EBADF", "read");
  const start = position ?? handle.offset;
  checkOffset(start, "read");
  const count = readContent(inode, start, target);
  if (position === undefined) handle.offset += count;
  return count;
}

/** See `SyncFileSystem.write`. */
export function writeFile(
  tree: Tree,
  file: OpenFile,
  source: Uint8Array,
  position: number | undefined,
): number {
  const handle = handleOf(tree, file, "write");
  if (handle.flags.write !== true) throw failure("EBADF", "write");
  const inode = tree.get(handle.ino);
  checkWritable(inode, "write");
  if (position !== undefined) checkOffset(position, "write");
  if (source.length === 0) return 0;
  const offset = handle.flags.append === true ? inode.size : (position ?? handle.offset);
  checkSize(tree, inode, { size: offset + source.length, syscall: "write" });
  performWrite(tree, { ino: inode.ino, offset, bytes: source, timeNs: tree.now() });
  if (position === undefined) handle.offset = offset + source.length;
  return source.length;
}

/** See `SyncFileSystem.seek`. */
export function seekFile(
  tree: Tree,
  file: OpenFile,
  target: { readonly offset: number; readonly whence: "set" | "current" | "end" },
): number {
  const handle = handleOf(tree, file, "lseek");
  const start = { set: 0, current: handle.offset, end: tree.get(handle.ino).size }[target.whence];
  const offset = start + target.offset;
  checkOffset(offset, "lseek");
  handle.offset = offset;
  return offset;
}

/** See `SyncFileSystem.ftruncate`. */
export function truncateOpen(tree: Tree, file: OpenFile, size: number): void {
  const handle = handleOf(tree, file, "ftruncate");
  if (handle.flags.write !== true) throw failure("EBADF", "ftruncate");
  truncateInode(tree, tree.get(handle.ino), { size, syscall: "ftruncate" });
}

/** Sets the size of a file after all checks. */
export function truncateInode(
  tree: Tree,
  inode: Inode,
  change: { readonly size: number; readonly syscall: string; readonly path?: string },
): void {
  const { size, syscall, path } = change;
  if (inode.type === "directory") throw failure("EISDIR", syscall, path);
  if (inode.type === "symlink") throw failure("EINVAL", syscall, path);
  checkOffset(size, syscall);
  checkWritable(inode, syscall, path);
  checkSize(tree, inode, change);
  performTruncate(tree, { op: "truncate", ino: inode.ino, size, timeNs: tree.now() });
}

/** The handle behind an open file of this tree. EBADF for any other. */
export function handleOf(tree: Tree, file: OpenFile, syscall: string): OpenHandle {
  if (file instanceof OpenHandle && file.tree === tree) return file;
  throw failure("EBADF", syscall);
}

/** Throws EFBIG or EDQUOT when a file must not become so large. */
function checkSize(
  tree: Tree,
  inode: Inode,
  change: { readonly size: number; readonly syscall: string; readonly path?: string },
): void {
  const { size, syscall, path } = change;
  if (size > tree.quota.limits.maxFileBytes) throw failure("EFBIG", syscall, path);
  if (!tree.quota.hasRoom(size - inode.size, 0)) throw failure("EDQUOT", syscall, path);
}

function checkOffset(offset: number, syscall: string): void {
  if (!Number.isSafeInteger(offset) || offset < 0) throw failure("EINVAL", syscall);
}
