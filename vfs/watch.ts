/** Watching a tree: changes are told by path, once per turn of the event loop, and never without bound. */
import { existing } from "./checks.ts";
import { type Inode, rootIno } from "./inode.ts";
import { realPath } from "./inode-calls.ts";
import { type Located, type Mount, pathOfDirectory } from "./mount.ts";
import type { Tree } from "./tree.ts";

/** One change below a watched path. */
export interface WatchEvent {
  /**
   * `overflow` says that more happened than is told, or that a snapshot was returned to: look at
   * everything again. A move from or to where is not watched is a `create` or `delete`.
   */
  readonly type: "create" | "modify" | "attributes" | "delete" | "rename" | "overflow";
  /** Absolute. Of a rename, the new path; of an overflow, the watched one. */
  readonly path: string;
  /** Of a rename, the old path. */
  readonly from?: string;
}

/** What is watched. */
export interface WatchOptions {
  /** All below a directory, not only what is in it. @default true */
  readonly recursive?: boolean;
  /** Events that are kept until they are told; what comes then is one `overflow`. @default 1024 */
  readonly maxEvents?: number;
}

/** A change as the tree tells its watchers. */
export type Change =
  | { readonly kind: "create" | "delete"; readonly ino: number; readonly at: Name }
  | { readonly kind: "rename"; readonly ino: number; readonly from: Name; readonly at: Name }
  | { readonly kind: "modify"; readonly ino: number }
  | { readonly kind: "attributes"; readonly ino: number }
  | { readonly kind: "restore" };

interface Name {
  readonly parent: number;
  readonly name: string;
}

/** See `SyncFileSystem.watch`. */
export function watchTree(
  tree: Tree,
  path: string,
  request: WatchOptions & { readonly listener: (events: readonly WatchEvent[]) => void },
): () => void {
  const located = existing(tree, { path, at: undefined, syscall: "watch", follow: true });
  const watcher = new Watcher(located, realPath(tree, path, undefined), request);
  const target = located.mount.tree;
  const notice = (change: Change): void => watcher.notice(change);
  target.watchers = [...target.watchers, notice];
  return () => {
    watcher.end();
    target.watchers = target.watchers.filter((other) => other !== notice);
  };
}

class Watcher {
  readonly #mount: Mount;
  /** Where it was first. */
  readonly #path: string;
  readonly #ino: number;
  readonly #recursive: boolean;
  readonly #maxEvents: number;
  readonly #listener: (events: readonly WatchEvent[]) => void;
  #events: WatchEvent[] = [];
  /** What need not be told again before a name changes. */
  readonly #told = new Set<string>();
  /** Changed inodes with several names: found when events are told. */
  readonly #linked = new Map<number, "modify" | "attributes">();
  #hasOverflowed = false;
  #isDue = false;
  #hasEnded = false;

  constructor(
    { mount, inode }: Located,
    path: string,
    request: WatchOptions & { readonly listener: (events: readonly WatchEvent[]) => void },
  ) {
    this.#mount = mount;
    this.#path = path;
    this.#ino = inode.ino;
    this.#recursive = request.recursive !== false;
    this.#maxEvents = request.maxEvents ?? 1024;
    this.#listener = request.listener;
  }

  end(): void {
    this.#hasEnded = true;
  }

  notice(change: Change): void {
    if (change.kind === "restore") {
      this.#hasOverflowed = true;
      this.#schedule();
    } else if (change.kind === "modify" || change.kind === "attributes") {
      this.#noticeInode(change.kind, change.ino);
    } else {
      const path = this.#pathOf(change.ino, change.at);
      const from = change.kind === "rename" ? this.#pathOf(change.ino, change.from) : undefined;
      this.#told.clear();
      if (change.kind !== "rename") this.#add(change.kind, path);
      else if (path === undefined) this.#add("delete", from);
      else if (from === undefined) this.#add("create", path);
      else this.#add("rename", path, from);
    }
  }

  #noticeInode(kind: "modify" | "attributes", ino: number): void {
    const inode = this.#mount.tree.inodes.get(ino);
    if (inode === undefined) return;
    if (ino === this.#ino && inode.entries !== undefined) {
      this.#add(kind, pathOfDirectory({ mount: this.#mount, inode }));
    } else if (inode.parent !== 0) {
      this.#add(kind, this.#pathOf(ino, inode));
    } else if (this.#linked.size < this.#maxEvents) {
      if (this.#linked.get(ino) !== "modify") this.#linked.set(ino, kind);
      this.#schedule();
    } else {
      this.#hasOverflowed = true;
    }
  }

  /** The path of a name, if it is watched. */
  #pathOf(ino: number, { parent, name }: Name): string | undefined {
    const { tree } = this.#mount;
    let isWatched = ino === this.#ino || parent === this.#ino;
    if (!isWatched && !this.#recursive) return undefined;
    const names = [name];
    let at = tree.inodes.get(parent);
    for (; at !== undefined && at.ino !== rootIno; at = tree.inodes.get(at.parent)) {
      isWatched ||= at.ino === this.#ino;
      names.push(at.name);
    }
    if (at === undefined || (!isWatched && this.#ino !== rootIno)) return undefined;
    const above = pathOfDirectory({ mount: this.#mount, inode: at });
    return above === undefined ? undefined : joined(above, names.reverse().join("/"));
  }

  #add(type: WatchEvent["type"], path: string | undefined, from?: string): void {
    if (path === undefined) return;
    const isNews = type !== "modify" && type !== "attributes";
    if (!isNews && (this.#told.has(`create ${path}`) || this.#told.has(`${type} ${path}`))) return;
    this.#schedule();
    if (this.#events.length >= this.#maxEvents) {
      this.#hasOverflowed = true;
      return;
    }
    this.#told.add(`${type} ${path}`);
    this.#events.push(from === undefined ? { type, path } : { type, path, from });
  }

  #schedule(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.#tell());
  }

  #tell(): void {
    if (this.#hasEnded) return;
    this.#addLinked();
    this.#isDue = false;
    const events = this.#events;
    if (this.#hasOverflowed) events.push({ type: "overflow", path: this.#ownPath() });
    this.#events = [];
    this.#told.clear();
    this.#hasOverflowed = false;
    if (events.length > 0) this.#listener(events);
  }

  /** Looks for the names of changed inodes that have several, by a walk over what is watched. */
  #addLinked(): void {
    if (this.#linked.size === 0) return;
    const { tree } = this.#mount;
    const top = tree.inodes.get(this.#ino);
    const kind = this.#linked.get(this.#ino);
    if (top !== undefined && kind !== undefined) this.#add(kind, this.#ownPath());
    const pending: { readonly path: string; readonly directory: Inode | undefined }[] = [
      { path: this.#ownPath(), directory: top },
    ];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      for (const { name, ino, type } of next.directory?.entries?.values() ?? []) {
        const path = joined(next.path, name);
        const changed = this.#linked.get(ino);
        if (changed !== undefined) this.#add(changed, path);
        if (type === "directory" && this.#recursive) {
          pending.push({ path, directory: tree.inodes.get(ino) });
        }
      }
    }
    this.#linked.clear();
  }

  /** Where the watched inode is now; where it was first when it has gone or has several names. */
  #ownPath(): string {
    const mount = this.#mount;
    const inode = mount.tree.inodes.get(this.#ino);
    if (inode === undefined || inode.nlink === 0) return this.#path;
    if (inode.entries !== undefined) return pathOfDirectory({ mount, inode }) ?? this.#path;
    return inode.parent === 0 ? this.#path : (this.#pathOf(inode.ino, inode) ?? this.#path);
  }
}

function joined(above: string, name: string): string {
  return above === "/" ? `/${name}` : `${above}/${name}`;
}
