/** Copying and removing whole trees, paid for step by step. */

import { cost } from "../../utils-lib/index.ts";
import { FsError, type SyncFileSystem } from "../../vfs/index.ts";

/** What work on trees needs. */
export interface TreeWork {
  readonly fs: SyncFileSystem;
  charge(fuel: number): void;
}

/** Removes `path` and all below it. ENOENT. */
export function removeTree({ fs, charge }: TreeWork, path: string): void {
  charge(cost.change);
  if (fs.lstat(path).type !== "directory") {
    fs.unlink(path);
    return;
  }
  for (const { name } of fs.readdir(path)) removeTree({ fs, charge }, `${path}/${name}`);
  fs.rmdir(path);
}

/** Copies what is at `from` to `to`: over a file, or into a directory what is in one. Symlinks stay symlinks. */
export function copyTree({ fs, charge }: TreeWork, from: string, to: string): void {
  const { type, size, mode } = fs.lstat(from);
  charge(cost.change + size * cost.copiedByte);
  if (type === "directory") {
    if (`${to}/`.startsWith(`${from}/`)) throw new FsError("EINVAL", "cp", to);
    if (!fs.exists(to)) fs.mkdir(to, mode & 0o7777);
    for (const { name } of fs.readdir(from))
      copyTree({ fs, charge }, `${from}/${name}`, `${to}/${name}`);
  } else if (type === "symlink") {
    if (fs.exists(to, { follow: false })) fs.unlink(to);
    fs.symlink(fs.readlink(from), to);
  } else {
    const isNew = !fs.exists(to);
    fs.writeFile(to, fs.readFile(from));
    if (isNew) fs.chmod(to, mode & 0o7777);
  }
}
