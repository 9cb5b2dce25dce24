/** The calls on extended attributes: small named values that an inode carries beside its content. */
import { checkWritable } from "./checks.ts";
import type { FsErrorCode } from "./fs-error.ts";
import type { Inode } from "./inode.ts";
import type { CallName } from "./inode-calls.ts";
import type { Located } from "./mount.ts";
import { isLongName, pathFault, utf8Length } from "./name-rules.ts";
import { performXattr } from "./perform.ts";
import { failure } from "./tree.ts";
import { allXattrBytes, xattrBytes } from "./xattr-bytes.ts";

/** Bytes of one value, and of all names and values of one inode together. */
export const maxXattrBytes = 65_536;

/** Attributes of one inode. */
export const maxXattrs = 128;

/** See `SyncFileSystem.getxattr`. */
export function readXattr({ inode }: Located, name: string): Uint8Array<ArrayBuffer> | undefined {
  return inode.xattrs?.get(name)?.slice();
}

/** See `SyncFileSystem.listxattr`. */
export function listXattrs({ inode }: Located): readonly string[] {
  return [...(inode.xattrs?.keys() ?? [])].sort();
}

/** See `SyncFileSystem.setxattr`. */
export function writeXattr(
  { mount, inode }: Located,
  attribute: { readonly name: string; readonly value: Uint8Array },
  { syscall, path }: CallName,
): void {
  const { name } = attribute;
  checkWritable(mount, inode, syscall, path);
  // Copied before it is checked: shared memory could change in between.
  const value = new Uint8Array(attribute.value);
  const fault = xattrFault(inode, name, value);
  if (fault !== undefined) throw failure(fault, syscall, path);
  const { tree } = mount;
  const { quota } = tree;
  const growth = utf8Length(name) + value.length - xattrBytes(inode, name);
  if (!quota.hasRoom(growth, 0)) throw failure(quota.limits.fullCode, syscall, path);
  performXattr(tree, { op: "xattr", ino: inode.ino, name, value, timeNs: tree.now() });
}

/** See `SyncFileSystem.removexattr`. */
export function removeXattr(
  { mount, inode }: Located,
  name: string,
  { syscall, path }: CallName,
): boolean {
  checkWritable(mount, inode, syscall, path);
  if (inode.xattrs?.has(name) !== true) return false;
  const { tree } = mount;
  performXattr(tree, { op: "xattr", ino: inode.ino, name, timeNs: tree.now() });
  return true;
}

/** Why an inode cannot carry an attribute, whatever the quota says. */
export function xattrFault(inode: Inode, name: string, value: Uint8Array): FsErrorCode | undefined {
  const fault = xattrNameFault(name);
  if (fault !== undefined) return fault;
  if (value.length > maxXattrBytes) return "EFBIG";
  const bytes = allXattrBytes(inode) + utf8Length(name) + value.length - xattrBytes(inode, name);
  const isOneMore = inode.xattrs?.has(name) !== true;
  const isFull = isOneMore && (inode.xattrs?.size ?? 0) >= maxXattrs;
  return isFull || bytes > maxXattrBytes ? "ENOSPC" : undefined;
}

/** Why `name` cannot be the name of an attribute. */
export function xattrNameFault(name: string): FsErrorCode | undefined {
  if (name === "") return "EINVAL";
  return pathFault(name) ?? (isLongName(name) ? "ENAMETOOLONG" : undefined);
}
