/**
 * Where paths lead, so that a path deep in a tree is found in one step. Holds only directories that
 * are reached without symlinks and mounts: by their paths, and by the paths of what is in them. Other
 * names never change where such a path leads; whatever removes or moves a directory, or mounts
 * something, forgets everything.
 */

/** More than programs use at a time; few enough to hold little. */
const maxPaths = 1024;

/** A name in a directory. */
export interface KnownName {
  /** The inode number of the directory. */
  readonly parent: number;
  readonly name: string;
}

/** Inode numbers of directories by paths as they are written. */
export class PathCache {
  readonly #names = new Map<string, KnownName>();
  readonly #inos = new Map<string, number>();

  /** The directory above the last component of an absolute path. */
  above(path: string): { readonly ino: number; readonly end: number } | undefined {
    const end = lastSlash(path);
    if (end <= 0) return undefined;
    const ino = this.#inos.get(path.slice(0, end));
    return ino === undefined ? undefined : { ino, end };
  }

  /** Where the whole of an absolute path leads; what is at the name now is not known. */
  at(path: string): KnownName | undefined {
    return this.#names.get(path);
  }

  rememberName(path: string, known: KnownName): void {
    if (this.#names.size >= maxPaths) this.#names.clear();
    this.#names.set(path, known);
  }

  remember(path: string, ino: number): void {
    const end = lastSlash(path);
    if (end <= 0) return;
    if (this.#inos.size >= maxPaths) this.#inos.clear();
    this.#inos.set(path.slice(0, end), ino);
  }

  forget(): void {
    if (this.#inos.size > 0) this.#inos.clear();
    if (this.#names.size > 0) this.#names.clear();
  }
}

/** Where the last component starts; -1 for a path that ends in a slash. */
function lastSlash(path: string): number {
  const end = path.lastIndexOf("/");
  return end === path.length - 1 ? -1 : end;
}
