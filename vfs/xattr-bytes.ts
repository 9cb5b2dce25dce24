/** How many bytes of the quota extended attributes take: their names and values. */
import type { Inode } from "./inode.ts";
import { utf8Length } from "./name-rules.ts";

/** Bytes of one attribute; 0 when there is none. */
export function xattrBytes(inode: Inode, name: string): number {
  const value = inode.xattrs?.get(name);
  return value === undefined ? 0 : utf8Length(name) + value.length;
}

/** Bytes of all attributes of an inode. */
export function allXattrBytes(inode: Inode): number {
  let bytes = 0;
  for (const name of inode.xattrs?.keys() ?? []) bytes += xattrBytes(inode, name);
  return bytes;
}
