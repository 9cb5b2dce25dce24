/** The directories that every guest finds. */
import { importTar, type SyncFileSystem } from "../vfs/index.ts";

/** The directory that is the user's. */
export const appDirectory = "/app";
const scratchDirectory = "/tmp";

/** Makes `/app` and an empty `/tmp`, whatever is there instead. */
export function restoreDirectories(fs: SyncFileSystem): void {
  ensureDirectories(fs);
  emptyDirectory(fs, scratchDirectory);
}

/** Makes `/app` and `/tmp` where something else has taken their places. */
export function ensureDirectories(fs: SyncFileSystem): void {
  ensureDirectory(fs, appDirectory);
  ensureDirectory(fs, scratchDirectory);
}

/** Replaces everything in `/app` by the content of a tar archive, or nothing when that fails. */
export function replaceApp(fs: SyncFileSystem, tar: Uint8Array): void {
  const before = fs.snapshot();
  try {
    ensureDirectories(fs);
    emptyDirectory(fs, appDirectory);
    importTar(fs, tar, { path: appDirectory });
  } catch (error) {
    fs.restore(before);
    throw error;
  }
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
