/** Files on their way to another runtime and back: `/app` there is `/workspace`. */
import { joinPath, type SyncFileSystem } from "../../vfs/index.ts";
import type { WasmerFiles } from "./wasmer-types.ts";

/** What was handed over, by path below the directory. */
export interface Handed {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly directories: readonly string[];
}

const home = "/app";
const away = "/workspace";

/** Reads all of `/app`. A symlink to a file goes as that file; others do not go. */
export function collect(fs: SyncFileSystem): Handed {
  const files = new Map<string, Uint8Array>();
  const directories: string[] = [];
  const visit = (directory: string): void => {
    for (const { name, type } of fs.readdir(joinPath(home, directory))) {
      const path = directory === "" ? name : `${directory}/${name}`;
      const full = joinPath(home, path);
      if (type === "directory") {
        directories.push(path);
        visit(path);
      } else if (fs.exists(full) && fs.stat(full).type === "file") {
        files.set(path, fs.readFile(full));
      }
    }
  };
  if (fs.exists(home)) visit("");
  return { files, directories };
}

/** Brings back what is different there: what was made or changed, and what is gone. Throws `FsError`. */
export async function bringBack(
  fs: SyncFileSystem,
  there: WasmerFiles,
  handed: Handed,
): Promise<void> {
  const seen = new Set<string>();
  const visit = async (directory: string): Promise<void> => {
    for (const { name, kind } of await there.readDir(joinPath(away, directory))) {
      const path = directory === "" ? name : `${directory}/${name}`;
      seen.add(path);
      if (kind === "directory") {
        if (!fs.exists(joinPath(home, path))) fs.mkdir(joinPath(home, path));
        await visit(path);
        continue;
      }
      const content = await there.readFile(joinPath(away, path));
      if (!isSame(content, handed.files.get(path))) fs.writeFile(joinPath(home, path), content);
    }
  };
  await visit("");
  for (const path of handed.files.keys()) {
    if (!seen.has(path)) fs.unlink(joinPath(home, path));
  }
  // Those within others come first.
  for (const path of [...handed.directories].reverse()) {
    if (!seen.has(path)) fs.rmdir(joinPath(home, path));
  }
}

function isSame(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return other?.length === one.length && one.every((byte, at) => byte === other[at]);
}
