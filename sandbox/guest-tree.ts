/** The directories that every guest finds. */
import type { SyncFileSystem } from "../vfs/index.ts";

/** The directory that is the user's. */
export const appDirectory = "/app";
const scratchDirectory = "/tmp";

/** Makes `/app` and an empty `/tmp`, whatever is there instead. */
export function restoreDirectories(fs: SyncFileSystem): void {
  ensureDirectory(fs, appDirectory);
  ensureDirectory(fs, scratchDirectory);
  emptyDirectory(fs, scratchDirectory);
}

function ensureDirectory(fs: SyncFileSystem, path: string): void {
  if (isDirectory(fs, path)) return;
  if (isThere(fs, path)) fs.unlink(path);
  fs.mkdir(path);
}

function emptyDirectory(fs: SyncFileSystem, path: string): void {
  for (const { name, type } of fs.readdir(path)) {
    const entry = `${path}/${name}`;
    if (type !== "directory") {
      fs.unlink(entry);
      continue;
    }
    emptyDirectory(fs, entry);
    fs.rmdir(entry);
  }
}

function isDirectory(fs: SyncFileSystem, path: string): boolean {
  return isThere(fs, path) && fs.lstat(path).type === "directory";
}

function isThere(fs: SyncFileSystem, path: string): boolean {
  return fs.readdir("/").some(({ name }) => `/${name}` === path);
}
