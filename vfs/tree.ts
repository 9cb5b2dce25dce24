/** The state of one filesystem: its inodes, counters, open files and listeners. */
import { Directory } from "./directory.ts";
import { FsError, type FsErrorCode } from "./fs-error.ts";
import { Inode, InodeTimes, modeOfType, rootIno } from "./inode.ts";
import type { JournalRecord } from "./journal.ts";
import { Mount } from "./mount.ts";
import { maxPathBytes } from "./name-rules.ts";
import { PathCache } from "./path-cache.ts";
import { type Limits, Quota } from "./quota.ts";
import { maxIndex, RadixTrie } from "./radix-trie.ts";
import { retainedInode } from "./retained.ts";
import { Slab } from "./slab.ts";
import type { SavedTree } from "./snapshot.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";
import type { Change } from "./watch.ts";
import { allXattrBytes } from "./xattr-bytes.ts";

/** What a tree is made with. */
export interface TreeOptions {
  readonly limits: Limits;
  /** Nanoseconds since the Unix epoch. */
  readonly now: () => bigint;
  readonly hashSeed: number;
}

/** A filesystem's state. Inodes are changed only after {@link Tree.own}. */
export class Tree {
  readonly now: () => bigint;
  readonly hashSeed: number;
  readonly quota: Quota;
  /** Renewed by each snapshot: what carries another token may be read by a snapshot. */
  owner: object = {};
  inodes: RadixTrie<Inode> = new RadixTrie(this.owner);
  /** Inode numbers are never used twice, except after a restore. */
  nextIno: number = rootIno + 1;
  /** How often each inode is open, whichever filesystem opened it. */
  readonly openCounts: Map<number, number> = new Map();
  /** Inodes without a name that are still open. */
  orphans: ReadonlySet<number> = new Set();
  /** Snapshots with a name, the newest first. */
  saved: readonly SavedTree[] = [];
  watchers: readonly ((change: Change) => void)[] = [];
  sinks: readonly ((record: JournalRecord) => void)[] = [];
  readonly paths: PathCache = new PathCache();
  slab: Slab = new Slab();
  /** The times of what was made last. */
  #times: InodeTimes;
  /** Where the paths of the filesystem start. */
  readonly top: Mount = new Mount(this);
  /** What hangs below `top`, in the order of mounting. */
  mounts: readonly { readonly mount: Mount; readonly fs: SyncFileSystem }[] = [];
  nextMountId: number = this.top.id + 1;

  constructor(options: TreeOptions) {
    this.now = options.now;
    this.hashSeed = options.hashSeed;
    this.quota = new Quota(options.limits);
    this.#times = InodeTimes.of(this.now());
    const mode = modeOfType.directory | 0o755;
    const root = new Inode(this.owner, rootIno, mode, this.#times);
    root.parent = rootIno;
    root.body = this.newDirectory();
    this.inodes.set(rootIno, root);
  }

  newDirectory(): Directory {
    return new Directory(this.owner, this.hashSeed);
  }

  /** The times of what is made now. */
  timesAt(timeNs: bigint): InodeTimes {
    if (this.#times.birthtimeNs !== timeNs) this.#times = InodeTimes.of(timeNs);
    return this.#times;
  }

  /** An inode that must be there: asked only for numbers that the tree itself holds. */
  get(ino: number): Inode {
    const inode = this.inodes.get(ino);
    if (inode === undefined) throw new Error(`Cannot find inode "${ino}": the tree has lost it`);
    return inode;
  }

  /** The inode to change: itself, or the copy that takes its place. */
  own(inode: Inode): Inode {
    if (inode.owner === this.owner) return inode;
    const copy = inode.copyFor(this.owner);
    this.inodes.set(inode.ino, copy);
    return copy;
  }

  /** The entries to change of a directory that is owned. */
  ownEntries(directory: Inode): Directory {
    const entries = (directory.entries ?? this.newDirectory()).ownedBy(this.owner);
    directory.body = entries;
    return entries;
  }

  /** Takes the next inode number. */
  allocateIno(): number {
    if (this.nextIno > maxIndex) throw new FsError("ENOSPC", "create");
    return this.nextIno++;
  }

  /** Frees an inode that has no name and is not open. */
  free(inode: Inode): void {
    this.quota.retained += retainedInode(this, inode);
    this.inodes.delete(inode.ino);
    this.quota.add(-inode.size - allXattrBytes(inode), -1);
  }

  /** Tells the watchers. */
  notify(change: Change): void {
    for (const watcher of this.watchers) watcher(change);
  }

  /** Tells the listeners of the journal. */
  emit(record: JournalRecord): void {
    for (const sink of this.sinks) sink(record);
  }

  /** How many components the path of a directory has. */
  depthOf(directory: Inode): number {
    let depth = 0;
    for (let at = directory; at.ino !== rootIno; at = this.get(at.parent)) depth += 1;
    return depth;
  }
}

/** The error of a call, with no more of the path than a path may have. */
export function failure(code: FsErrorCode, syscall: string, path?: string): FsError {
  return new FsError(code, syscall, path?.slice(0, maxPathBytes));
}
