/** The standard library as files: compiled modules that every program can read and none can change. */
import { createFileSystem, encodeRecords, replay, type SyncFileSystem } from "../../vfs/index.ts";

/** Where CPython looks for its modules. The name is that of a zip file, which it may be as well. */
export const stdlibPath = "/lib/python314.zip";

/** All files have this time, so that a library is the same bytes whenever it was made: 2025-01-01T00:00:00Z. */
export const stdlibTimeNs = 1_735_689_600_000_000_000n;

/** Makes an empty filesystem in which a library is put together. */
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

/** Makes the library visible to the programs of `fs`, unless it is already. */
export function attachStdlib(fs: SyncFileSystem, stdlib: SyncFileSystem): void {
  if (fs.exists(stdlibPath)) return;
  copyTree(stdlib, fs, "/lib");
  fs.setReadOnly("/lib", true);
}

function copyTree(from: SyncFileSystem, to: SyncFileSystem, path: string): void {
  const { type, mtimeNs, atimeNs } = from.stat(path);
  if (type === "directory") {
    if (!to.exists(path)) to.mkdir(path);
    for (const { name } of from.readdir(path)) copyTree(from, to, `${path}/${name}`);
  } else to.writeFile(path, from.readFile(path));
  to.utimes(path, { mtimeNs, atimeNs });
}
