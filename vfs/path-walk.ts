/** Walks a path through the tree, as POSIX pathname resolution says, without recursion. */
import type { FsErrorCode } from "./fs-error.ts";
import { type Inode, rootIno } from "./inode.ts";
import { above, type Mount } from "./mount.ts";
import { isLongName, pathFault } from "./name-rules.ts";
import { OpenHandle } from "./open-file.ts";
import type { KnownName } from "./path-cache.ts";
import type { Resolution } from "./sync-file-system.ts";
import type { Tree } from "./tree.ts";

/** Symlinks that one path may lead through. */
export const maxSymlinks = 40;

/** Where a path leads. */
export interface Place {
  /** What `inode` is reached through; of a name that is asked for as such, what `parent` is. */
  readonly mount: Mount;
  /** The directory that holds the last component. */
  readonly parent: Inode;
  /** The last component, after symlinks if they were followed. */
  readonly name: string;
  /** `name`, unless the path ends in `.`, `..` or is the root: then `inode` is a directory. */
  readonly kind: "name" | "dot" | "dotdot" | "root";
  readonly inode: Inode | undefined;
  readonly hasTrailingSlash: boolean;
  /** Whether the name asked for is that of a mount: then `inode` is the root of what is mounted. */
  readonly isMountPoint: boolean;
}

/** How the last component is treated. */
export interface WalkOptions {
  readonly follow: boolean;
  /** A trailing slash is reported to the caller, who creates, removes or renames a name. */
  readonly namesEntry?: boolean;
  /** Whether what is there is opened, though it may as well be created. */
  readonly opens?: boolean;
}

/** Finds where `path` leads, or says why it leads nowhere. A missing last component is a place without inode. */
export function walk(
  tree: Tree,
  path: string,
  at: Resolution | undefined,
  options: WalkOptions,
): Place | FsErrorCode {
  const base = at?.base;
  const known = base === undefined && at?.beneath !== true ? tree.paths.at(path) : undefined;
  const place = known && knownPlace(tree, known, options);
  if (place !== undefined) return place;
  const fault = pathFault(path);
  if (fault !== undefined) return fault;
  let mount = tree.top;
  let current: Inode;
  if (base === undefined) {
    current = tree.get(rootIno);
  } else {
    if (!(base instanceof OpenHandle) || base.home !== tree) return "EBADF";
    mount = base.mount;
    current = mount.tree.get(base.ino);
    if (current.entries === undefined) return "ENOTDIR";
  }
  const isBound = at?.beneath === true;
  const floor = mount;
  const floorIno = current.ino;
  let rest = path;
  let position = 0;
  let symlinks = 0;
  let parent = current;
  if (rest.charCodeAt(0) === slash) {
    if (isBound) return "ENOTCAPABLE";
    mount = tree.top;
    current = tree.get(rootIno);
    parent = current;
  }
  let kind: Place["kind"] = "root";
  let name = "";
  // Only a path from the root leads to the same place whoever asks.
  const isFromRoot = base === undefined && rest.charCodeAt(0) === slash;
  let isNoted = false;
  if (isFromRoot) {
    const found = tree.paths.above(path);
    if (found !== undefined) {
      isNoted = true;
      current = tree.get(found.ino);
      position = found.end;
    }
  }
  for (;;) {
    while (rest.charCodeAt(position) === slash) position += 1;
    if (position >= rest.length)
      return reached({ mount, parent, name, kind, inode: current }, true);
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
      if (isBound && current.ino === floorIno && mount === floor) return "ENOTCAPABLE";
      kind = "dotdot";
      const directory = above({ mount, inode: current });
      if (directory === undefined) return "ENOENT";
      mount = directory.mount;
      next = directory.inode;
    } else {
      if (isLongName(name)) return "ENAMETOOLONG";
      kind = "name";
      const entry = entries.get(name);
      const inner = mount.hasMounts ? mount.mountAt(current.ino, name, entry?.ino) : undefined;
      const hasSlash = position < rest.length;
      const isLast = !hasSlash || onlySlashes(rest, position);
      const isPlain = isFromRoot && !hasSlash && symlinks === 0 && mount === tree.top;
      if (isPlain) {
        if (!isNoted) tree.paths.remember(path, current.ino);
        // What is created, removed or renamed is seldom asked for again.
        const isUsed = options.namesEntry !== true || options.opens === true;
        if (entry !== undefined && isUsed)
          tree.paths.rememberName(path, { parent: current.ino, name });
      }
      if (entry === undefined && inner === undefined) {
        if (!isLast) return "ENOENT";
        return {
          mount,
          parent,
          name: ownText(name, rest),
          kind,
          inode: undefined,
          hasTrailingSlash: hasSlash,
          isMountPoint: false,
        };
      }
      next = (inner?.tree ?? mount.tree).get(inner === undefined ? (entry?.ino ?? 0) : rootIno);
      const isSymlink = inner === undefined && next.type === "symlink";
      const isFollowed = isSymlink && options.follow;
      if (isLast && options.namesEntry === true && (!isFollowed || hasSlash)) {
        return {
          mount,
          parent,
          name: ownText(name, rest),
          kind,
          inode: next,
          hasTrailingSlash: hasSlash,
          isMountPoint: inner !== undefined,
        };
      }
      if (isFollowed || (isSymlink && hasSlash)) {
        symlinks += 1;
        if (symlinks > maxSymlinks) return "ELOOP";
        rest = next.target + rest.slice(position);
        position = 0;
        if (rest.charCodeAt(0) === slash) {
          if (isBound) return "ENOTCAPABLE";
          mount = tree.top;
          current = tree.get(rootIno);
          parent = current;
          kind = "root";
        }
        continue;
      }
      if (inner !== undefined) mount = inner;
    }
    current = next;
    if (position >= rest.length) {
      return reached({ mount, parent, name, kind, inode: current }, false);
    }
    if (current.entries === undefined) return "ENOTDIR";
  }
}

/** What is at a known name; `undefined` where there is more to follow than a name. */
function knownPlace(
  tree: Tree,
  { parent: ino, name }: KnownName,
  { follow }: WalkOptions,
): Place | undefined {
  const mount = tree.top;
  const parent = tree.get(ino);
  const entry = parent.entries?.get(name);
  if (mount.hasMounts && mount.mountAt(ino, name, entry?.ino) !== undefined) return undefined;
  const inode = entry && tree.get(entry.ino);
  if (follow && inode?.type === "symlink") return undefined;
  return {
    mount,
    parent,
    name,
    kind: "name",
    inode,
    hasTrailingSlash: false,
    isMountPoint: false,
  };
}

const slash = 47;

type Found = Pick<Place, "mount" | "parent" | "name" | "kind" | "inode">;

/** What the whole path leads to. */
function reached({ mount, parent, name, kind, inode }: Found, hasTrailingSlash: boolean): Place {
  return { mount, parent, name, kind, inode, hasTrailingSlash, isMountPoint: false };
}

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
