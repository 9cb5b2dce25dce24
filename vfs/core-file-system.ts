/** The filesystem core: each call of `SyncFileSystem` on one tree. */
import { applyRecord } from "./apply-record.ts";
import { listXattrs, readXattr, removeXattr, writeXattr } from "./attribute-calls.ts";
import { existing } from "./checks.ts";
import { wholeContent } from "./content.ts";
import { replaceContent, truncateInode } from "./file-calls.ts";
import { changeMode, changeTimes, listDirectory, markReadOnly, realPath } from "./inode-calls.ts";
import type { JournalRecord } from "./journal.ts";
import { type Located, statOf } from "./mount.ts";
import { listMounts, mountTree, unmountTree } from "./mount-calls.ts";
import {
  makeDirectory,
  makeLink,
  makeSymlink,
  removeDirectory,
  renameName,
  unlinkName,
} from "./name-calls.ts";
import { maxNameBytes } from "./name-rules.ts";
import { OpenFileCalls } from "./open-file-calls.ts";
import { walk } from "./path-walk.ts";
import type { Snapshot, TreeDiff } from "./snapshot.ts";
import {
  deleteSnapshot,
  forkTree,
  restoreSnapshot,
  savedBy,
  takeSnapshot,
} from "./snapshot-calls.ts";
import type { DirectoryEntry, Stat } from "./stat.ts";
import type {
  FileSystemStat,
  MountInfo,
  MountOptions,
  Resolution,
  SyncFileSystem,
  Times,
  Usage,
} from "./sync-file-system.ts";
import { failure, Tree, type TreeOptions } from "./tree.ts";
import { diffTrees } from "./tree-diff.ts";
import { treeImage } from "./tree-image.ts";
import { type WatchEvent, type WatchOptions, watchTree } from "./watch.ts";

/** Makes an empty filesystem. */
export function createCore(options: TreeOptions): SyncFileSystem {
  return new CoreFileSystem(new Tree(options));
}

class CoreFileSystem extends OpenFileCalls implements SyncFileSystem {
  readonly #tree: Tree;
  #generation = 0;

  constructor(tree: Tree) {
    super(tree);
    this.#tree = tree;
  }

  get generation(): number {
    return this.#generation;
  }

  stat(path: string, at?: Resolution): Stat {
    return statOf(this.#at(path, at, "stat", at?.follow !== false));
  }

  lstat(path: string, at?: Resolution): Stat {
    return statOf(this.#at(path, at, "lstat", false));
  }

  exists(path: string, at?: Resolution): boolean {
    const place = walk(this.#tree, path, at, { follow: at?.follow !== false });
    return typeof place !== "string" && place.inode !== undefined;
  }

  chmod(path: string, mode: number, at?: Resolution): void {
    const located = this.#at(path, at, "chmod", at?.follow !== false);
    changeMode(located, mode, { syscall: "chmod", path });
  }

  utimes(path: string, times: Times, at?: Resolution): void {
    const located = this.#at(path, at, "utimes", at?.follow !== false);
    changeTimes(located, times, { syscall: "utimes", path });
  }

  truncate(path: string, size: number, at?: Resolution): void {
    const located = this.#at(path, at, "truncate", at?.follow !== false);
    truncateInode(located, { size, syscall: "truncate", path });
  }

  readdir(path: string, at?: Resolution): readonly DirectoryEntry[] {
    return listDirectory(this.#tree, path, at);
  }

  mkdir(path: string, mode = 0o777, at?: Resolution): void {
    makeDirectory(this.#tree, path, mode, at);
  }

  rmdir(path: string, at?: Resolution): void {
    removeDirectory(this.#tree, path, at);
  }

  unlink(path: string, at?: Resolution): void {
    unlinkName(this.#tree, path, at);
  }

  rename(from: string, to: string, fromAt?: Resolution, toAt?: Resolution): void {
    renameName(this.#tree, { from, to }, { from: fromAt, to: toAt });
  }

  link(path: string, created: string, existingAt?: Resolution, createdAt?: Resolution): void {
    const paths = { existing: path, created };
    makeLink(this.#tree, paths, { existing: existingAt, created: createdAt });
  }

  symlink(target: string, path: string, at?: Resolution): void {
    makeSymlink(this.#tree, target, path, at);
  }

  readlink(path: string, at?: Resolution): string {
    const { inode } = this.#at(path, at, "readlink", false);
    if (inode.type !== "symlink") throw failure("EINVAL", "readlink", path);
    return inode.target;
  }

  realpath(path: string, at?: Resolution): string {
    return realPath(this.#tree, path, at);
  }

  readFile(path: string, at?: Resolution): Uint8Array<ArrayBuffer> {
    const { inode } = this.#at(path, at, "read", at?.follow !== false);
    if (inode.type === "directory") throw failure("EISDIR", "read", path);
    if (inode.type === "symlink") throw failure("ELOOP", "read", path);
    return wholeContent(inode);
  }

  writeFile(path: string, content: Uint8Array, at?: Resolution): void {
    replaceContent(this.#tree, path, content, at);
  }

  getxattr(path: string, name: string, at?: Resolution): Uint8Array<ArrayBuffer> | undefined {
    return readXattr(this.#at(path, at, "getxattr", at?.follow !== false), name);
  }

  setxattr(path: string, name: string, value: Uint8Array, at?: Resolution): void {
    const located = this.#at(path, at, "setxattr", at?.follow !== false);
    writeXattr(located, { name, value }, { syscall: "setxattr", path });
  }

  listxattr(path: string, at?: Resolution): readonly string[] {
    return listXattrs(this.#at(path, at, "listxattr", at?.follow !== false));
  }

  removexattr(path: string, name: string, at?: Resolution): boolean {
    const located = this.#at(path, at, "removexattr", at?.follow !== false);
    return removeXattr(located, name, { syscall: "removexattr", path });
  }

  statfs(path: string, at?: Resolution): FileSystemStat {
    const { mount } = this.#at(path, at, "statfs", at?.follow !== false);
    return { ...mount.tree.quota.usage(), readOnly: mount.readOnly, dev: mount.dev, maxNameBytes };
  }

  usage(): Usage {
    return this.#tree.quota.usage();
  }

  setReadOnly(path: string, readOnly: boolean): void {
    markReadOnly(this.#tree, path, readOnly);
  }

  mount(path: string, other: SyncFileSystem, options: MountOptions = {}): void {
    if (!(#tree in other)) throw failure("EINVAL", "mount", path);
    mountTree(this.#tree, path, { fs: other, tree: other.#tree }, options);
  }

  unmount(path: string, { force = false }: { readonly force?: boolean } = {}): void {
    unmountTree(this.#tree, path, force);
  }

  listMounts(): readonly MountInfo[] {
    return listMounts(this.#tree);
  }

  snapshot(name?: string): Snapshot {
    return takeSnapshot(this.#tree, name);
  }

  listSnapshots(): readonly Snapshot[] {
    return this.#tree.saved;
  }

  deleteSnapshot(name: string): void {
    deleteSnapshot(this.#tree, name);
  }

  fork(snapshot?: Snapshot | string): SyncFileSystem {
    const tree = this.#tree;
    const saved = snapshot === undefined ? takeSnapshot(tree) : savedBy(tree, snapshot);
    return new CoreFileSystem(forkTree(tree, saved));
  }

  restore(snapshot: Snapshot | string): void {
    restoreSnapshot(this.#tree, savedBy(this.#tree, snapshot));
    this.#generation += 1;
  }

  diff(before: Snapshot | string, after?: Snapshot | string, under = "/"): TreeDiff {
    const tree = this.#tree;
    const { inodes } = savedBy(tree, before);
    return diffTrees(inodes, savedBy(tree, after ?? takeSnapshot(tree)).inodes, under);
  }

  watch(
    path: string,
    listener: (events: readonly WatchEvent[]) => void,
    options: WatchOptions = {},
  ): () => void {
    return watchTree(this.#tree, path, { ...options, listener });
  }

  onChange(sink: (record: JournalRecord) => void): () => void {
    const tree = this.#tree;
    const listener = (record: JournalRecord): void => sink(record);
    tree.sinks = [...tree.sinks, listener];
    return () => {
      tree.sinks = tree.sinks.filter((other) => other !== listener);
    };
  }

  apply(record: JournalRecord): void {
    applyRecord(this.#tree, record);
  }

  image(): Iterable<JournalRecord> {
    return treeImage(this.#tree);
  }

  #at(path: string, at: Resolution | undefined, syscall: string, follow: boolean): Located {
    return existing(this.#tree, { path, at, syscall, follow });
  }
}
