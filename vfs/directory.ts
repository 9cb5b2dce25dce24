/**
 * The names of one directory. Up to 1024 of them are one map in the order of their cookies; more are
 * spread over hash shards, so that the first change after a snapshot copies a shard and not all
 * names, with a trie from cookie to name that keeps the order.
 */
import { RadixTrie } from "./radix-trie.ts";
import type { DirectoryEntry, FileType } from "./stat.ts";

const maxUnsharded = 1024;
/** Below this a sharded directory becomes one map again; well under 1024, so that it does not flap. */
const minSharded = 512;
const shardCount = 64;

interface Shard {
  readonly owner: object;
  readonly names: Map<string, DirectoryEntry>;
}

interface Sharded {
  readonly shards: (Shard | undefined)[];
  readonly order: RadixTrie<DirectoryEntry>;
}

/** A copy-on-write table of names. Only its owner may change it; others take `ownedBy` first. */
export class Directory {
  readonly owner: object;
  size = 0;
  /** Grows with every added name and never goes back, so a cookie means one entry for ever. */
  nextCookie = 1;
  /** Random per filesystem: a guest cannot aim its names at one shard. */
  readonly #hashSeed: number;
  #names: Map<string, DirectoryEntry> | undefined = new Map();
  #sharded: Sharded | undefined;

  constructor(owner: object, hashSeed: number) {
    this.owner = owner;
    this.#hashSeed = hashSeed;
  }

  ownedBy(owner: object): Directory {
    if (this.owner === owner) return this;
    const copy = new Directory(owner, this.#hashSeed);
    copy.size = this.size;
    copy.nextCookie = this.nextCookie;
    copy.#names = this.#names && copyOf(this.#names);
    copy.#sharded = this.#sharded && {
      shards: this.#sharded.shards.slice(),
      order: this.#sharded.order.fork(owner),
    };
    return copy;
  }

  get(name: string): DirectoryEntry | undefined {
    if (this.#names !== undefined) return this.#names.get(name);
    return this.#sharded?.shards[this.#shardOf(name)]?.names.get(name);
  }

  /** Adds a name with a new cookie, or lets a name that exists stand for another inode. */
  set(name: string, ino: number, type: FileType): void {
    const old = this.get(name);
    if (old === undefined) this.add(name, ino, type);
    else this.#put({ name, ino, type, cookie: old.cookie });
  }

  /** Adds a name that is not there. */
  add(name: string, ino: number, type: FileType): void {
    this.#put({ name, ino, type, cookie: this.nextCookie++ });
    this.size += 1;
    if (this.#names !== undefined && this.size > maxUnsharded) this.#shard(this.#names);
  }

  delete(name: string): void {
    const old = this.get(name);
    if (old === undefined) return;
    this.size -= 1;
    if (this.#names !== undefined) {
      this.#names.delete(name);
      return;
    }
    if (this.#sharded === undefined) return;
    const index = this.#shardOf(name);
    const shard = this.#ownShard(this.#sharded, index);
    shard.names.delete(name);
    if (shard.names.size === 0) this.#sharded.shards[index] = undefined;
    this.#sharded.order.delete(old.cookie);
    if (this.size < minSharded) this.#unshard(this.#sharded);
  }

  /** The first entry whose cookie is above `cookie`. Linear up to 1024 names, logarithmic above. */
  after(cookie: number): DirectoryEntry | undefined {
    if (this.#sharded !== undefined) return this.#sharded.order.atOrAfter(cookie + 1);
    for (const entry of this.values()) if (entry.cookie > cookie) return entry;
    return undefined;
  }

  /** All entries: in the order of their cookies unless sharded. */
  values(): Iterable<DirectoryEntry> {
    if (this.#names !== undefined) return this.#names.values();
    return this.#sharded === undefined ? [] : shardedValues(this.#sharded);
  }

  /** Whether `values` and `Map` order is the order of cookies. */
  get isOrdered(): boolean {
    return this.#names !== undefined;
  }

  /** Calls `visit` for every name that has been removed, added, or made anew. */
  compare(
    after: Directory,
    visit: (before: DirectoryEntry | undefined, after: DirectoryEntry | undefined) => void,
  ): void {
    const left = this.#sharded?.shards;
    const right = after.#sharded?.shards;
    if (left === undefined || right === undefined) {
      compareNames(this, after, visit);
      return;
    }
    for (let index = 0; index < shardCount; index++) {
      const one = left[index]?.names ?? noNames;
      const other = right[index]?.names ?? noNames;
      if (one !== other) compareMaps(one, other, visit);
    }
  }

  #put(entry: DirectoryEntry): void {
    if (this.#sharded === undefined) {
      this.#names?.set(entry.name, entry);
      return;
    }
    this.#ownShard(this.#sharded, this.#shardOf(entry.name)).names.set(entry.name, entry);
    this.#sharded.order.set(entry.cookie, entry);
  }

  #shard(names: Map<string, DirectoryEntry>): void {
    this.#sharded = {
      shards: new Array<Shard | undefined>(shardCount).fill(undefined),
      order: new RadixTrie(this.owner),
    };
    this.#names = undefined;
    for (const entry of names.values()) this.#put(entry);
  }

  #unshard(sharded: Sharded): void {
    const entries = [...shardedValues(sharded)].sort((one, other) => one.cookie - other.cookie);
    this.#names = new Map(entries.map((entry) => [entry.name, entry]));
    this.#sharded = undefined;
  }

  #ownShard(sharded: Sharded, index: number): Shard {
    const shard = sharded.shards[index];
    if (shard?.owner === this.owner) return shard;
    const owned = { owner: this.owner, names: copyOf(shard?.names ?? noNames) };
    sharded.shards[index] = owned;
    return owned;
  }

  /** Murmur-style, so that the low bits depend on every bit of the seed and of the name. */
  #shardOf(name: string): number {
    let hash = this.#hashSeed;
    for (let at = 0; at < name.length; at++) {
      hash = Math.imul(hash ^ name.charCodeAt(at), 0xcc9e2d51);
      hash ^= hash >>> 15;
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    return (hash ^ (hash >>> 13)) & (shardCount - 1);
  }
}

const noNames: ReadonlyMap<string, DirectoryEntry> = new Map();

/** The same names in the same order, in half the time that the constructor of `Map` takes. */
function copyOf(names: ReadonlyMap<string, DirectoryEntry>): Map<string, DirectoryEntry> {
  const copy = new Map<string, DirectoryEntry>();
  for (const entry of names.values()) copy.set(entry.name, entry);
  return copy;
}

type Visit = (before: DirectoryEntry | undefined, after: DirectoryEntry | undefined) => void;

function* shardedValues(sharded: Sharded): Iterable<DirectoryEntry> {
  for (const shard of sharded.shards) if (shard !== undefined) yield* shard.names.values();
}

function compareNames(before: Directory, after: Directory, visit: Visit): void {
  for (const one of before.values()) {
    const other = after.get(one.name);
    if (one !== other) visit(one, other);
  }
  for (const other of after.values()) {
    if (before.get(other.name) === undefined) visit(undefined, other);
  }
}

function compareMaps(
  before: ReadonlyMap<string, DirectoryEntry>,
  after: ReadonlyMap<string, DirectoryEntry>,
  visit: Visit,
): void {
  for (const one of before.values()) {
    const other = after.get(one.name);
    if (one !== other) visit(one, other);
  }
  for (const other of after.values()) if (!before.has(other.name)) visit(undefined, other);
}
