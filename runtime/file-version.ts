/**
 * How often files have been written, as far as that is known: a count in an extended attribute, with
 * the time and size that the file had then. A change that nobody counted shows by these.
 */
import type { SyncFileSystem } from "../vfs/index.ts";

/** The attribute. Its value is text: version, time of change in nanoseconds, size. */
export const versionAttribute = "user.fuelbox.version";

/**
 * The version of a file: 0 for a directory, 1 for a file that nobody has counted, else the number of
 * counted writes; changes since the last of them are one more. FsError ENOENT.
 */
export function fileVersion(fs: SyncFileSystem, path: string): number {
  const { type, mtimeNs, size } = fs.stat(path);
  if (type === "directory") return 0;
  const stored = readVersion(fs.getxattr(path, versionAttribute));
  if (stored === undefined) return 1;
  const isSame = stored.mtimeNs === mtimeNs && stored.size === size;
  return isSame ? stored.version : stored.version + 1;
}

/** Counts a write that has been done, and answers the version that it made. FsError ENOENT, EROFS, EDQUOT. */
export function countVersion(fs: SyncFileSystem, path: string, version: number): number {
  const { mtimeNs, size } = fs.stat(path);
  const text = `${version} ${mtimeNs} ${size}`;
  fs.setxattr(path, versionAttribute, new TextEncoder().encode(text));
  return version;
}

interface StoredVersion {
  readonly version: number;
  readonly mtimeNs: bigint;
  readonly size: number;
}

/** Undefined for what is none: guests and hosts may set attributes to anything. */
function readVersion(value: Uint8Array | undefined): StoredVersion | undefined {
  const text = value === undefined || value.length > 100 ? "" : new TextDecoder().decode(value);
  const [, version, mtimeNs = "", size] = /^(\d{1,15}) (-?\d{1,30}) (\d{1,16})$/.exec(text) ?? [];
  if (version === undefined) return undefined;
  return { version: Number(version), mtimeNs: BigInt(mtimeNs), size: Number(size) };
}
