/** Which files and symlinks differ between two states of a tree; the cost follows the changes. */
import { isSameContent } from "./content.ts";
import { Directory } from "./directory.ts";
import { type Inode, rootIno } from "./inode.ts";
import { isWithin, normalizePath } from "./path.ts";
import type { RadixTrie } from "./radix-trie.ts";
import type { TreeDiff } from "./snapshot.ts";
import type { DirectoryEntry } from "./stat.ts";

type Inodes = RadixTrie<Inode>;

/** Compares what lies at or below `under`. */
export function diffTrees(before: Inodes, after: Inodes, under: string): TreeDiff {
  const difference = new Difference(before, after, normalizePath(under));
  difference.run();
  const sorted = (paths: ReadonlySet<string>) => [...paths].sort();
  const { created, modified, deleted } = difference;
  return { created: sorted(created), modified: sorted(modified), deleted: sorted(deleted) };
}

const nothing = new Directory({}, 0);

class Difference {
  readonly created = new Set<string>();
  readonly modified = new Set<string>();
  readonly deleted = new Set<string>();
  readonly #before: Inodes;
  readonly #after: Inodes;
  readonly #under: string;
  /** Changed inodes that have, or once had, several names: only a walk finds their paths. */
  readonly #linked = new Set<number>();

  constructor(before: Inodes, after: Inodes, under: string) {
    this.#before = before;
    this.#after = after;
    this.#under = under;
  }

  run(): void {
    this.#before.compare(this.#after, (left, right) => {
      if (left !== undefined && right !== undefined) this.#compareInodes(left, right);
    });
    if (this.#linked.size > 0) this.#compareLinked();
  }

  /** Two states of one inode. Inodes that came or went show in the directory that names them. */
  #compareInodes(left: Inode, right: Inode): void {
    if (left.entries !== undefined && right.entries !== undefined) {
      const path = this.#stayingPath(left, right);
      if (path !== undefined) this.#compareEntries(path, left.entries, right.entries);
    } else if (!isSameFile(left, right)) {
      if (left.parent === 0 || right.parent === 0) this.#linked.add(left.ino);
      else this.#addTo(this.modified, this.#stayingPath(left, right));
    }
  }

  /** Its path, if it has the same in both states; otherwise a changed directory above accounts for it. */
  #stayingPath(left: Inode, right: Inode): string | undefined {
    const path = pathIn(this.#after, right);
    return path !== undefined && path === pathIn(this.#before, left) ? path : undefined;
  }

  #compareEntries(path: string, left: Directory, right: Directory): void {
    const pending = [{ path, left, right }];
    for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
      const above = pair.path;
      pair.left.compare(pair.right, (one, other) => {
        if (one?.ino === other?.ino) return;
        const at = childPath(above, one?.name ?? other?.name ?? "");
        if (!this.#concerns(at)) return;
        const was = this.#entriesOf(this.#before, one);
        const is = this.#entriesOf(this.#after, other);
        if (one !== undefined && other !== undefined && !was && !is) this.#addTo(this.modified, at);
        else {
          if (one !== undefined && !was) this.#addTo(this.deleted, at);
          if (other !== undefined && !is) this.#addTo(this.created, at);
        }
        if (was || is) pending.push({ path: at, left: was ?? nothing, right: is ?? nothing });
      });
    }
  }

  #entriesOf(inodes: Inodes, entry: DirectoryEntry | undefined): Directory | undefined {
    return entry?.type === "directory" ? inodes.get(entry.ino)?.entries : undefined;
  }

  #compareLinked(): void {
    const was = pathsOf(this.#before, this.#linked);
    for (const [path, ino] of pathsOf(this.#after, this.#linked)) {
      if (was.get(path) === ino) this.#addTo(this.modified, path);
    }
  }

  #addTo(paths: Set<string>, path: string | undefined): void {
    if (path !== undefined && isWithin(path, this.#under)) paths.add(path);
  }

  /** Whether a path or something below it may lie at or below `under`. */
  #concerns(path: string): boolean {
    return isWithin(path, this.#under) || isWithin(this.#under, path);
  }
}

function isSameFile(left: Inode, right: Inode): boolean {
  return (
    left.mode === right.mode &&
    left.target === right.target &&
    isSameContent(left, right) &&
    hasSameXattrs(left, right)
  );
}

function hasSameXattrs({ xattrs: left }: Inode, { xattrs: right }: Inode): boolean {
  if (left === right) return true;
  if (left?.size !== right?.size) return false;
  return [...(left ?? [])].every(([name, value]) => {
    const other = right?.get(name);
    return value.length === other?.length && value.every((byte, at) => byte === other[at]);
  });
}

function childPath(path: string, name: string): string {
  return path === "/" ? `/${name}` : `${path}/${name}`;
}

/** The path of an inode that never had a second name; `undefined` without a name. */
function pathIn(inodes: Inodes, inode: Inode): string | undefined {
  if (inode.nlink === 0) return undefined;
  const names: string[] = [];
  let at: Inode | undefined = inode;
  while (at !== undefined && at.ino !== rootIno) {
    names.push(at.name);
    at = inodes.get(at.parent);
  }
  return at === undefined ? undefined : `/${names.reverse().join("/")}`;
}

/** Every path of the wanted inodes, by a walk over the whole tree. */
function pathsOf(inodes: Inodes, wanted: ReadonlySet<number>): Map<string, number> {
  const paths = new Map<string, number>();
  const pending = [{ path: "/", directory: inodes.get(rootIno) }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const entry of next.directory?.entries?.values() ?? []) {
      const path = childPath(next.path, entry.name);
      if (entry.type === "directory") pending.push({ path, directory: inodes.get(entry.ino) });
      else if (wanted.has(entry.ino)) paths.set(path, entry.ino);
    }
  }
  return paths;
}
