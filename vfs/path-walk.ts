/** Walks a path through the tree, as POSIX pathname resolution says, without recursion. */
import type { FsErrorCode } from "./fs-error.ts";
import { type Inode, rootIno } from "./inode.ts";
import { isLongName, pathFault } from "./name-rules.ts";
import { OpenHandle } from "./open-file.ts";
import type { Resolution } from "./sync-file-system.ts";
import type { Tree } from "./tree.ts";

/** Symlinks that one path may lead through. */
export const maxSymlinks = 40;

/** Where a path leads. */
export interface Place {
  /** The directory that holds the last component. */
  readonly parent: Inode;
  /** The last component, after symlinks if they were followed. */
  readonly name: string;
  /** `name`, unless the path ends in `.`, `..` or is the root: then `inode` is a directory. */
  readonly kind: "name" | "dot" | "dotdot" | "root";
  readonly inode: Inode | undefined;
  readonly hasTrailingSlash: boolean;
}

/** How the last component is treated. */
export interface WalkOptions {
  readonly follow: boolean;
  /** A trailing slash is reported to the caller, who creates, removes or renames a name. */
  readonly namesEntry?: boolean;
}

/** Finds where `path` leads, or says why it leads nowhere. A missing last component is a place without inode. */
export function walk(
  tree: Tree,
  path: string,
  at: Resolution | undefined,
  options: WalkOptions,
): Place | FsErrorCode {
  const fault = pathFault(path);
  if (fault !== undefined) return fault;
  const base = baseOf(tree, at);
  if (typeof base === "string") return base;
  const floor = at?.beneath === true ? base : undefined;
  let current = base;
  let rest = path;
  let position = 0;
  let symlinks = 0;
  let parent = base;
  if (rest.charCodeAt(0) === slash) {
    if (floor !== undefined) return "ENOTCAPABLE";
    current = tree.get(rootIno);
    parent = current;
  }
  let kind: Place["kind"] = "root";
  let name = "";
  for (;;) {
    while (rest.charCodeAt(position) === slash) position += 1;
    if (position >= rest.length) {
      return { parent, name, kind, inode: current, hasTrailingSlash: true };
    }
    const entries = current.entries;
    if (entries === undefined) return "ENOTDIR";
    let end = rest.indexOf("/", position);
    if (end < 0) end = rest.length;
    name = rest.slice(position, end);
    position = end;
    parent = current;
    let next: Inode;
    if (name === ".") {
      kind = "dot";
      next = current;
    } else if (name === "..") {
      if (current.ino === floor?.ino) return "ENOTCAPABLE";
      kind = "dotdot";
      const above = tree.inodes.get(current.parent);
      if (above === undefined) return "ENOENT";
      next = above;
    } else {
      if (isLongName(name)) return "ENAMETOOLONG";
      kind = "name";
      const entry = entries.get(name);
      const hasSlash = position < rest.length;
      const isLast = !hasSlash || onlySlashes(rest, position);
      if (entry === undefined) {
        if (!isLast) return "ENOENT";
        return {
          parent,
          name: ownText(name, rest),
          kind,
          inode: undefined,
          hasTrailingSlash: hasSlash,
        };
      }
      next = tree.get(entry.ino);
      const isFollowed = entry.type === "symlink" && options.follow;
      if (isLast && options.namesEntry === true && (!isFollowed || hasSlash)) {
        return { parent, name: ownText(name, rest), kind, inode: next, hasTrailingSlash: hasSlash };
      }
      if (isFollowed || (entry.type === "symlink" && hasSlash)) {
        symlinks += 1;
        if (symlinks > maxSymlinks) return "ELOOP";
        rest = next.target + rest.slice(position);
        position = 0;
        if (rest.charCodeAt(0) === slash) {
          if (floor !== undefined) return "ENOTCAPABLE";
          current = tree.get(rootIno);
          parent = current;
          kind = "root";
        }
        continue;
      }
    }
    current = next;
    if (position >= rest.length) {
      return { parent, name, kind, inode: current, hasTrailingSlash: false };
    }
    if (current.entries === undefined) return "ENOTDIR";
  }
}

const slash = 47;

/**
 * A name that does not keep a much longer path in memory: engines make substrings as views, and a
 * guest could turn a hundred thousand short names into hundreds of megabytes of paths.
 */
function ownText(name: string, path: string): string {
  return path.length > name.length + 64 ? name.split("").join("") : name;
}

function onlySlashes(text: string, from: number): boolean {
  for (let at = from; at < text.length; at++) if (text.charCodeAt(at) !== slash) return false;
  return true;
}

function baseOf(tree: Tree, at: Resolution | undefined): Inode | FsErrorCode {
  const base = at?.base;
  if (base === undefined) return tree.get(rootIno);
  if (!(base instanceof OpenHandle) || base.tree !== tree) return "EBADF";
  const inode = tree.get(base.ino);
  return inode.entries === undefined ? "ENOTDIR" : inode;
}

/** The absolute path of a directory, or `undefined` when it has been removed. */
export function pathOfDirectory(tree: Tree, directory: Inode): string | undefined {
  if (directory.nlink === 0) return undefined;
  const names: string[] = [];
  for (let at = directory; at.ino !== rootIno; at = tree.get(at.parent)) names.push(at.name);
  return `/${names.reverse().join("/")}`;
}
