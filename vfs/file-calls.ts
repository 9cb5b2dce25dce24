/** The calls on open files: open, close, read, write, seek, truncate. */
import { checkCreation, checkWritable, found, storedMode } from "./checks.ts";
import { readContent } from "./content.ts";
import type { Inode } from "./inode.ts";
import type { Located } from "./mount.ts";
import { utf8Length } from "./name-rules.ts";
import { type OpenFile, OpenHandle } from "./open-file.ts";
import type { Place } from "./path-walk.ts";
import { performCreate, performTruncate, performWrite } from "./perform.ts";
import { retainedByResize, retainedByWrite } from "./retained.ts";
import type { OpenFlags, Resolution } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

/** How a file is opened. */
export interface OpenRequest {
  readonly flags: OpenFlags;
  readonly mode?: number;
  readonly at?: Resolution | undefined;
  /** How many bytes are written at once: a file that cannot take them is not made either. */
  readonly bytes?: number;
}

/** See `SyncFileSystem.open`. */
export function openFile(tree: Tree, path: string, request: OpenRequest): OpenHandle {
  const { quota } = tree;
  if (quota.openFiles >= quota.limits.maxOpenFiles) throw failure("EMFILE", "open", path);
  const { mount, inode } = inodeToOpen(tree, path, request);
  const { openCounts } = mount.tree;
  openCounts.set(inode.ino, (openCounts.get(inode.ino) ?? 0) + 1);
  quota.openFiles += 1;
  mount.openFiles += 1;
  return new OpenHandle(tree, mount, { ino: inode.ino, flags: request.flags });
}

/** What is opened; `madeNs` is when, if it has just been made. */
interface Opened extends Located {
  readonly madeNs?: bigint;
}

/** What `open` leads to, made or emptied as the flags say. */
function inodeToOpen(tree: Tree, path: string, request: OpenRequest): Opened {
  const { flags, mode, at, bytes = 0 } = request;
  const { create = false, exclusive = false, truncate = false } = flags;
  if (create && flags.directory === true) throw failure("EINVAL", "open", path);
  const follow = at?.follow !== false && !(create && exclusive);
  const lookup = { path, at, syscall: "open", follow, namesEntry: create, opens: true };
  const place = found(tree, lookup);
  const { mount, inode } = place;
  if (create) {
    if (place.hasTrailingSlash && place.kind === "name") throw failure("EISDIR", "open", path);
    if (exclusive && inode !== undefined) throw failure("EEXIST", "open", path);
    if (place.kind !== "name") throw failure("EISDIR", "open", path);
  }
  if (inode === undefined) {
    if (!create) throw failure("ENOENT", "open", path);
    const created = createFile(path, place, storedMode("file", mode ?? 0o666), bytes);
    return { mount, inode: created, madeNs: created.times.birthtimeNs };
  }
  const isChanged = flags.write === true || truncate;
  if (inode.type === "symlink") {
    throw failure(flags.directory === true ? "ENOTDIR" : "ELOOP", "open", path);
  }
  if (inode.type === "directory") {
    if (create || isChanged) throw failure("EISDIR", "open", path);
    return { mount, inode };
  }
  if (flags.directory === true) throw failure("ENOTDIR", "open", path);
  if (isChanged) checkWritable(mount, inode, "open", path);
  if (truncate) {
    const timeNs = mount.tree.now();
    performTruncate(mount.tree, { op: "truncate", ino: inode.ino, size: 0, timeNs });
  }
  return { mount, inode };
}

/** Makes an empty file, if it can take so many bytes. */
function createFile(path: string, place: Place, mode: number, bytes: number): Inode {
  const { mount, parent, name } = place;
  const { tree } = mount;
  checkCreation({ mount, parent, name, syscall: "open", path });
  const { limits } = tree.quota;
  if (bytes > limits.maxFileBytes) throw failure("EFBIG", "write");
  if (!tree.quota.hasRoom(utf8Length(name) + bytes, 1)) throw failure(limits.fullCode, "write");
  const ino = tree.allocateIno();
  const timeNs = tree.now();
  return performCreate(tree, { op: "create", ino, parent: parent.ino, name, mode, timeNs });
}

/** See `SyncFileSystem.writeFile`. Cut after writing, not before: a refusal leaves what was there. */
export function replaceContent(
  tree: Tree,
  path: string,
  content: Uint8Array,
  at: Resolution | undefined,
): void {
  const located = inodeToOpen(tree, path, { flags: writing, at, bytes: content.length });
  const { tree: target } = located.mount;
  const { ino, size } = located.inode;
  // One call, one time.
  const timeNs = located.madeNs ?? target.now();
  if (content.length > 0) writeInode(located, 0, content, timeNs);
  // Writing nothing is no change, but replacing the content by nothing is one.
  if (size > content.length || content.length === 0) {
    performTruncate(target, { op: "truncate", ino, size: content.length, timeNs });
  }
}

const writing: OpenFlags = { write: true, create: true };

/** See `SyncFileSystem.close`. */
export function closeFile(tree: Tree, file: OpenFile): void {
  const handle = handleOf(tree, file, "close");
  const { mount, ino } = handle;
  handle.home = undefined;
  tree.quota.openFiles -= 1;
  mount.openFiles -= 1;
  releaseInode(mount.tree, ino);
}

/** One opening less; the last one frees an inode without a name. */
function releaseInode(tree: Tree, ino: number): void {
  const others = (tree.openCounts.get(ino) ?? 1) - 1;
  if (others > 0) {
    tree.openCounts.set(ino, others);
    return;
  }
  tree.openCounts.delete(ino);
  if (!tree.orphans.has(ino)) return;
  const orphans = new Set(tree.orphans);
  orphans.delete(ino);
  tree.orphans = orphans;
  tree.free(tree.get(ino));
}

/** See `SyncFileSystem.read`. */
export function readFile(
  tree: Tree,
  file: OpenFile,
  target: Uint8Array,
  position: number | undefined,
): number {
  const handle = handleOf(tree, file, "read");
  const inode = handle.mount.tree.get(handle.ino);
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
  const { mount } = handle;
  const inode = mount.tree.get(handle.ino);
  checkWritable(mount, inode, "write");
  if (position !== undefined) checkOffset(position, "write");
  if (source.length === 0) return 0;
  const offset = handle.flags.append === true ? inode.size : (position ?? handle.offset);
  writeInode({ mount, inode }, offset, source);
  if (position === undefined) handle.offset = offset + source.length;
  return source.length;
}

/** Writes to a file after checking the limits. */
function writeInode(
  { mount, inode }: Located,
  offset: number,
  bytes: Uint8Array,
  timeNs = mount.tree.now(),
): void {
  const { tree } = mount;
  const end = offset + bytes.length;
  const retained = retainedByWrite(tree, inode, offset, end);
  checkSize(tree, inode, { size: Math.max(inode.size, end), retained, syscall: "write" });
  performWrite(tree, { inode, offset, bytes, timeNs });
}

/** See `SyncFileSystem.seek`. */
export function seekFile(
  tree: Tree,
  file: OpenFile,
  target: { readonly offset: number; readonly whence: "set" | "current" | "end" },
): number {
  const handle = handleOf(tree, file, "lseek");
  const { size } = handle.mount.tree.get(handle.ino);
  const start = { set: 0, current: handle.offset, end: size }[target.whence];
  const offset = start + target.offset;
  checkOffset(offset, "lseek");
  handle.offset = offset;
  return offset;
}

/** See `SyncFileSystem.ftruncate`. */
export function truncateOpen(tree: Tree, file: OpenFile, size: number): void {
  const handle = handleOf(tree, file, "ftruncate");
  if (handle.flags.write !== true) throw failure("EBADF", "ftruncate");
  const { mount } = handle;
  const inode = mount.tree.get(handle.ino);
  truncateInode({ mount, inode }, { size, syscall: "ftruncate" });
}

/** Sets the size of a file after all checks. */
export function truncateInode(
  { mount, inode }: Located,
  change: { readonly size: number; readonly syscall: string; readonly path?: string },
): void {
  const { size, syscall, path } = change;
  if (inode.type === "directory") throw failure("EISDIR", syscall, path);
  if (inode.type === "symlink") throw failure("EINVAL", syscall, path);
  checkOffset(size, syscall);
  checkWritable(mount, inode, syscall, path);
  const { tree } = mount;
  // Giving back is always allowed, though snapshots may keep more of it than it gives.
  const retained = size > inode.size ? retainedByResize(tree, inode, size) : 0;
  checkSize(tree, inode, { ...change, retained });
  performTruncate(tree, { op: "truncate", ino: inode.ino, size, timeNs: tree.now() });
}

/** The handle behind an open file of this tree. EBADF for any other. */
export function handleOf(tree: Tree, file: OpenFile, syscall: string): OpenHandle {
  if (file instanceof OpenHandle && file.home === tree) return file;
  throw failure("EBADF", syscall);
}

/** Throws EFBIG, or that there is no room, when a file must not become so large. */
function checkSize(
  tree: Tree,
  inode: Inode,
  change: {
    readonly size: number;
    /** Bytes that snapshots keep of what is overwritten. */
    readonly retained?: number;
    readonly syscall: string;
    readonly path?: string;
  },
): void {
  const { size, retained = 0, syscall, path } = change;
  const { limits } = tree.quota;
  if (size > Math.max(inode.size, limits.maxFileBytes)) throw failure("EFBIG", syscall, path);
  const growth = size - inode.size + retained;
  if (!tree.quota.hasRoom(growth, 0)) throw failure(limits.fullCode, syscall, path);
}

function checkOffset(offset: number, syscall: string): void {
  if (!Number.isSafeInteger(offset) || offset < 0) throw failure("EINVAL", syscall);
}
