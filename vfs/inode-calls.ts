/** The calls on what an inode tells and holds beside content: times, mode, listing, paths, read-only. */
import { checkWritable, existing, found } from "./checks.ts";
import type { Directory } from "./directory.ts";
import { addedEntry, type Located, type Mount, pathOfDirectory } from "./mount.ts";
import { performAttributes } from "./perform.ts";
import type { DirectoryEntry } from "./stat.ts";
import type { Resolution, Times } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

/** Sets permission bits. EROFS. */
export function changeMode({ mount, inode }: Located, mode: number, call: CallName): void {
  checkWritable(mount, inode, call.syscall, call.path);
  const { tree } = mount;
  performAttributes(tree, { op: "attributes", ino: inode.ino, mode, ctimeNs: tree.now() });
}

/** Sets times. EROFS; EINVAL for a time that 64 bits do not hold. */
export function changeTimes({ mount, inode }: Located, times: Times, call: CallName): void {
  checkWritable(mount, inode, call.syscall, call.path);
  const { tree } = mount;
  const ctimeNs = tree.now();
  const { atimeNs, mtimeNs } = times;
  for (const time of [atimeNs, mtimeNs]) {
    if (typeof time === "bigint" && !isTime(time)) throw failure("EINVAL", call.syscall, call.path);
  }
  performAttributes(tree, {
    op: "attributes",
    ino: inode.ino,
    ...(atimeNs === undefined ? {} : { atimeNs: atimeNs === "now" ? ctimeNs : atimeNs }),
    ...(mtimeNs === undefined ? {} : { mtimeNs: mtimeNs === "now" ? ctimeNs : mtimeNs }),
    ctimeNs,
  });
}

/** What an error says about the call. */
export interface CallName {
  readonly syscall: string;
  readonly path?: string;
}

/** Whether nanoseconds since the epoch fit 64 bits, as every stored time does. */
export function isTime(timeNs: bigint): boolean {
  return BigInt.asIntN(64, timeNs) === timeNs;
}

/** The entries after `cookie` of an open directory; goes on rightly when names come and go meanwhile. */
export function* entriesAfter(
  mount: Mount,
  ino: number,
  cookie: number,
): Generator<DirectoryEntry, void, undefined> {
  for (const entry of storedAfter(mount.tree, ino, cookie)) {
    if (!mount.addedTo(ino).some(({ point }) => point?.name === entry.name)) yield entry;
  }
  for (const added of mount.addedTo(ino)) {
    const entry = addedEntry(added);
    if (entry.cookie > cookie) yield entry;
  }
}

function* storedAfter(
  tree: Tree,
  ino: number,
  cookie: number,
): Generator<DirectoryEntry, void, undefined> {
  let last = cookie;
  for (;;) {
    const entries = tree.inodes.get(ino)?.entries;
    if (entries === undefined) return;
    if (!entries.isOrdered) {
      const next = entries.after(last);
      if (next === undefined) return;
      last = next.cookie;
      yield next;
      continue;
    }
    for (const entry of entries.values()) {
      if (entry.cookie <= last) continue;
      last = entry.cookie;
      yield entry;
      // After a snapshot, or past 1024 names, changes go to another table than this one.
      if (!isCurrent(tree, ino, entries)) break;
    }
    if (isCurrent(tree, ino, entries)) return;
  }
}

function isCurrent(tree: Tree, ino: number, entries: Directory): boolean {
  return entries.isOrdered && tree.inodes.get(ino)?.entries === entries;
}

/** Names in a directory, sorted by code unit. */
export function listDirectory(
  tree: Tree,
  path: string,
  at: Resolution | undefined,
): readonly DirectoryEntry[] {
  const lookup = { path, at, syscall: "scandir", follow: at?.follow !== false };
  const { mount, inode } = existing(tree, lookup);
  const { entries } = inode;
  if (entries === undefined) throw failure("ENOTDIR", "scandir", path);
  const listed = mount.addedTo(inode.ino).map(addedEntry);
  const hidden = new Set(listed.map(({ name }) => name));
  for (const entry of entries.values()) {
    if (hidden.size === 0 || !hidden.has(entry.name)) listed.push(entry);
  }
  return listed.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The absolute path without symlinks. */
export function realPath(tree: Tree, path: string, at: Resolution | undefined): string {
  const lookup = { path, at, syscall: "realpath", follow: at?.follow !== false };
  const { mount, parent, name, inode } = found(tree, lookup);
  const directory = inode?.entries === undefined ? parent : inode;
  const directoryPath = pathOfDirectory({ mount, inode: directory });
  if (inode === undefined || directoryPath === undefined) throw failure("ENOENT", "realpath", path);
  if (inode === directory) return directoryPath;
  return directoryPath === "/" ? `/${name}` : `${directoryPath}/${name}`;
}

/** Sets the read-only flag of an inode and of all below it. */
export function markReadOnly(tree: Tree, path: string, readOnly: boolean): void {
  const lookup = { path, at: undefined, syscall: "setReadOnly", follow: true };
  const { mount, inode: top } = existing(tree, lookup);
  if (mount.readOnly) throw failure("EROFS", "setReadOnly", path);
  const pending = [top.ino];
  for (let ino = pending.pop(); ino !== undefined; ino = pending.pop()) {
    const inode = mount.tree.get(ino);
    for (const entry of inode.entries?.values() ?? []) pending.push(entry.ino);
    if (inode.readOnly !== readOnly)
      performAttributes(mount.tree, { op: "attributes", ino, readOnly });
  }
}
