/** What the calls check before they change anything. */
import { type Inode, modeOfType, permissionBits } from "./inode.ts";
import type { Located, Mount } from "./mount.ts";
import { utf8Length } from "./name-rules.ts";
import { type Place, walk } from "./path-walk.ts";
import { maxIndex } from "./radix-trie.ts";
import type { FileType } from "./stat.ts";
import type { Resolution } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

/** Bits that a new inode never gets, as with the usual umask. */
const umask = 0o022;

/** A path to resolve, with what an error says. */
export interface Lookup {
  readonly path: string;
  readonly at: Resolution | undefined;
  readonly syscall: string;
  readonly follow: boolean;
  readonly namesEntry?: boolean;
  readonly opens?: boolean;
}

/** Where a path leads; throws what the walk says. */
export function found(tree: Tree, lookup: Lookup): Place {
  const place = walk(tree, lookup.path, lookup.at, lookup);
  if (typeof place === "string") throw failure(place, lookup.syscall, lookup.path);
  return place;
}

/** The inode that a path leads to. ENOENT. */
export function existing(tree: Tree, lookup: Lookup): Located {
  const { mount, inode } = found(tree, lookup);
  if (inode === undefined) throw failure("ENOENT", lookup.syscall, lookup.path);
  return { mount, inode };
}

/** EROFS for what has been made read-only, or is reached through a mount that is. */
export function checkWritable(mount: Mount, inode: Inode, syscall: string, path?: string): void {
  if (mount.readOnly || inode.readOnly) throw failure("EROFS", syscall, path);
}

/** Throws unless a name may be added: ENOENT in a removed directory, EROFS, EDQUOT. */
export function checkCreation(creation: {
  readonly mount: Mount;
  readonly parent: Inode;
  readonly name: string;
  readonly syscall: string;
  readonly path: string;
  /** Bytes beside the name. */
  readonly bytes?: number;
}): void {
  const { mount, parent, name, syscall, path, bytes = 0 } = creation;
  const { tree } = mount;
  if (parent.nlink === 0) throw failure("ENOENT", syscall, path);
  checkWritable(mount, parent, syscall, path);
  // Nobody adds four billion names to one directory, but past that its cookies would repeat.
  if ((parent.entries?.nextCookie ?? 0) > maxIndex) throw failure("ENOSPC", syscall, path);
  const { limits } = tree.quota;
  if (tree.depthOf(parent) >= limits.maxDepth) throw failure("EDQUOT", syscall, path);
  if (!tree.quota.hasRoom(utf8Length(name) + bytes, 1))
    throw failure(limits.fullCode, syscall, path);
}

/** The mode of a new inode. */
export function storedMode(type: FileType, mode: number): number {
  return modeOfType[type] | (mode & permissionBits & ~umask);
}
