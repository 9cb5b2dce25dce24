/**
 * Where paths of directories lead, so that a path deep in a tree is found in one step. Holds only
 * what is reached without symlinks and mounts. New names never change where such a path leads;
 * whatever removes or moves a directory, or mounts something, forgets everything.
 */

/** More than programs use at a time; few enough to hold little. */
const maxPaths = 1024;

/** Inode numbers of directories by their paths as they are written. */
export class PathCache {
  readonly #inos = new Map<string, number>();

  /** The directory above the last component of an absolute path. */
  above(path: string): { readonly ino: number; readonly end: number } | undefined {
    const end = lastSlash(path);
    if (end <= 0) return undefined;
    const ino = this.#inos.get(path.slice(0, end));
    return ino === undefined ? undefined : { ino, end };
  }

  remember(path: string, ino: number): void {
    const end = lastSlash(path);
    if (end <= 0) return;
    if (this.#inos.size >= maxPaths) this.#inos.clear();
    this.#inos.set(path.slice(0, end), ino);
  }

  forget(): void {
    if (this.#inos.size > 0) this.#inos.clear();
  }
}

/** Where the last component starts; -1 for a path that ends in a slash. */
function lastSlash(path: string): number {
  const end = path.lastIndexOf("/");
  return end === path.length - 1 ? -1 : end;
}
