/** The standard library as files: compiled modules that every program can read and none can change. */
import {
  createFileSystem,
  dirName,
  encodeRecords,
  replay,
  type SyncFileSystem,
} from "../../vfs/index.ts";

/** Where CPython looks for its modules. The name is that of a zip file, which it may be as well. */
export const stdlibPath = "/lib/python314.zip";

/** Where a library is mounted. */
const libraryPath = dirName(stdlibPath);

/** All files have this time, so that a library is the same bytes whenever it was made: 2025-01-01T00:00:00Z. */
export const stdlibTimeNs = 1_735_689_600_000_000_000n;

/** Makes an empty filesystem in which a library is put together; its root is what programs see as `/lib`. */
export function createStdlibFileSystem(): SyncFileSystem {
  return createFileSystem({ now: () => stdlibTimeNs }).sync;
}

/** Makes one array of a library. */
export function encodeStdlib(stdlib: SyncFileSystem): Uint8Array<ArrayBuffer> {
  return encodeRecords(stdlib.image());
}

/** Opens a library again. Throws RangeError when the bytes are something else. */
export function decodeStdlib(bytes: Uint8Array): SyncFileSystem {
  const fs = createStdlibFileSystem();
  replay(fs, bytes);
  return fs;
}

/**
 * Shows the library to the programs of `fs`, whatever stands at its place, until the returned
 * function is called. It is mounted: nothing is copied, and nothing of it reaches the journal.
 */
export function attachStdlib(fs: SyncFileSystem, stdlib: SyncFileSystem): () => void {
  // A program that another one started finds it there.
  if (fs.listMounts().some(({ path }) => path === libraryPath)) return () => {};
  fs.mount(libraryPath, stdlib, { readOnly: true });
  return () => fs.unmount(libraryPath, { force: true });
}
