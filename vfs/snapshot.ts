/** What a filesystem remembers of a moment, and what changed between two of them. */
import type { Inode } from "./inode.ts";
import type { RadixTrie } from "./radix-trie.ts";

/** A remembered tree: hand it back to the filesystem that made it. Holding it holds its content. */
export interface Snapshot {
  /** The filesystem keeps a snapshot with a name until it is deleted, and counts what only it holds. */
  readonly name?: string;
  /** When one with a name was taken: nanoseconds since the Unix epoch, by the filesystem's clock. */
  readonly timeNs?: bigint;
  /** Bytes of content, names and symlink targets in it. */
  readonly bytes: number;
  readonly nodes: number;
}

/** Absolute paths of files and symlinks that differ between two snapshots, each list sorted. */
export interface TreeDiff {
  readonly created: readonly string[];
  /** Same path, but another inode, content, target, mode or attributes. Times alone do not count. */
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
}

/** What a {@link Snapshot} is inside the core. */
export class SavedTree implements Snapshot {
  /** The tree that it was taken of, compared by identity. */
  readonly tree: object;
  readonly name?: string;
  readonly timeNs?: bigint;
  readonly inodes: RadixTrie<Inode>;
  readonly bytes: number;
  readonly nodes: number;
  readonly nextIno: number;
  readonly orphans: ReadonlySet<number>;

  constructor(state: Snapshot & Pick<SavedTree, "tree" | "inodes" | "nextIno" | "orphans">) {
    this.tree = state.tree;
    if (state.name !== undefined) this.name = state.name;
    if (state.timeNs !== undefined) this.timeNs = state.timeNs;
    this.inodes = state.inodes;
    this.bytes = state.bytes;
    this.nodes = state.nodes;
    this.nextIno = state.nextIno;
    this.orphans = state.orphans;
  }
}
