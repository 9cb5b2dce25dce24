/** `--out DIR`: a copy of what the guest created or modified. */
import { mkdirSync, statSync } from "node:fs";
import type { FileChanges } from "../sandbox/result.ts";
import type { SyncFileSystem } from "../vfs/index.ts";
import { storeHostDirectory } from "../vfs/providers/host-directory-node.ts";
import { UsageError } from "./usage-error.ts";

/** Refuses before the run what could not be written after it. */
export function checkOutDirectory(out: string): void {
  const stat = statSync(out, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isDirectory()) {
    throw new UsageError(`Cannot write to "${out}": it is not a directory`);
  }
}

/** Writes the files, keeping their paths below `/app`. Returns the paths of links left out. */
export function writeOutDirectory(
  fs: SyncFileSystem,
  { created, modified }: FileChanges,
  out: string,
): readonly string[] {
  mkdirSync(out, { recursive: true });
  const changes = { created, modified, deleted: [] };
  return storeHostDirectory(fs, changes, { host: out, guest: "/app" }).skippedLinks;
}
