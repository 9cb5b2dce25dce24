/** Filesystems inside a filesystem: where a path leaves one tree for another. */
import { type Inode, rootIno } from "./inode.ts";
import { maxIndex } from "./radix-trie.ts";
import type { DirectoryEntry, Stat } from "./stat.ts";
import type { Tree } from "./tree.ts";

/** An inode and the mount that it is reached through. */
export interface Located {
  readonly mount: Mount;
  readonly inode: Inode;
}

/** Where a mount hangs. */
export interface MountPoint {
  /** The mount that the point lies in. */
  readonly mount: Mount;
  /** The directory that is covered or, with a name, that the name is added to. */
  readonly ino: number;
  /** A name that the directory itself does not have: the tree below knows nothing of the mount. */
  readonly name?: string;
}

/**
 * A tree as one filesystem shows it: its own at `/`, or another's at a mount point. The same tree
 * may be shown in several places, so what a path leads to is an inode and its mount. Mounts belong
 * to the filesystem that made them and change nothing in the trees above or below.
 */
export class Mount {
  readonly tree: Tree;
  readonly readOnly: boolean;
  /** Tells inodes with the same number apart; the same for every mount of one tree. */
  readonly dev: number;
  /** Never used twice in one filesystem. */
  readonly id: number;
  /** `undefined` at `/`. */
  readonly point: MountPoint | undefined;
  /** Whether it has been unmounted: only files that are still open lead here. */
  isDetached = false;
  /** Open files and directories that were opened through this mount. */
  openFiles = 0;
  /** By the directory that they cover; `undefined` without any, so that walks need not look. */
  #covering: ReadonlyMap<number, Mount> | undefined;
  /** By the directory that they add a name to. */
  #added: ReadonlyMap<number, readonly Mount[]> | undefined;

  constructor(tree: Tree, options: Partial<Pick<Mount, "point" | "readOnly" | "id" | "dev">> = {}) {
    this.tree = tree;
    this.point = options.point;
    this.readOnly = options.readOnly === true;
    this.id = options.id ?? 1;
    this.dev = options.dev ?? 1;
  }

  get root(): Located {
    return { mount: this, inode: this.tree.get(rootIno) };
  }

  get hasMounts(): boolean {
    return this.#covering !== undefined || this.#added !== undefined;
  }

  /** The mount that hangs at a name of a directory; `ino` is what the name stands for without it. */
  mountAt(directory: number, name: string, ino: number | undefined): Mount | undefined {
    const added = this.#added?.get(directory)?.find(({ point }) => point?.name === name);
    return added ?? (ino === undefined ? undefined : this.#covering?.get(ino));
  }

  /** The mounts that add names to a directory, in the order of mounting. */
  addedTo(directory: number): readonly Mount[] {
    return this.#added?.get(directory) ?? noMounts;
  }

  /** The mounts that hang in this one. */
  get inner(): readonly Mount[] {
    return [...(this.#covering?.values() ?? []), ...(this.#added?.values() ?? [])].flat();
  }

  attach(inner: Mount): void {
    const { ino, name } = inner.point ?? {};
    if (ino === undefined) return;
    if (name === undefined) this.#covering = new Map(this.#covering).set(ino, inner);
    else this.#added = new Map(this.#added).set(ino, [...this.addedTo(ino), inner]);
  }

  detach(inner: Mount): void {
    const { ino, name } = inner.point ?? {};
    if (ino === undefined) return;
    inner.isDetached = true;
    if (name === undefined) {
      this.#covering = without(this.#covering, ino);
    } else {
      const rest = this.addedTo(ino).filter((other) => other !== inner);
      this.#added =
        rest.length > 0 ? new Map(this.#added).set(ino, rest) : without(this.#added, ino);
    }
  }
}

const noMounts: readonly Mount[] = [];

/** What stands in a directory's listing for a mount that adds a name: after all cookies of the tree. */
export function addedEntry(added: Mount): DirectoryEntry {
  const { point, id } = added;
  return { name: point?.name ?? "", ino: rootIno, type: "directory", cookie: maxIndex + id };
}

/** What an inode tells, with the device of its mount. */
export function statOf({ mount, inode }: Located): Stat {
  return inode.stat(mount.dev);
}

/** The directory above; at the root of a mount the one above its point. `undefined` when it is gone. */
export function above({ mount, inode }: Located): Located | undefined {
  const { point } = mount;
  if (inode.ino !== rootIno || point === undefined || mount.isDetached) {
    const parent = mount.tree.inodes.get(inode.parent);
    return parent && { mount, inode: parent };
  }
  const at = point.mount.tree.inodes.get(point.ino);
  if (at === undefined) return undefined;
  return point.name === undefined
    ? above({ mount: point.mount, inode: at })
    : { mount: point.mount, inode: at };
}

/** The absolute path of a directory, or `undefined` when it has been removed. */
export function pathOfDirectory({ mount, inode }: Located): string | undefined {
  const names: string[] = [];
  let from = mount;
  let at = inode;
  for (;;) {
    if (at.nlink === 0 || from.isDetached) return undefined;
    while (at.ino !== rootIno) {
      names.push(at.name);
      at = from.tree.get(at.parent);
    }
    const { point } = from;
    if (point === undefined) return `/${names.reverse().join("/")}`;
    if (point.name !== undefined) names.push(point.name);
    const next = point.mount.tree.inodes.get(point.ino);
    if (next === undefined) return undefined;
    at = next;
    from = point.mount;
  }
}

function without<V>(map: ReadonlyMap<number, V> | undefined, key: number) {
  const rest = new Map(map);
  rest.delete(key);
  return rest.size === 0 ? undefined : rest;
}
