/** Everything that programs import from: the standard library, and the packages that they were given. */
import type { SyncFileSystem } from "../../vfs/index.ts";
import { packagesMount, packagesPath } from "./packages/packages-path.ts";
import { attachStdlib } from "./stdlib.ts";

/** The trees that programs see below `/lib`. */
export interface Library {
  readonly stdlib: SyncFileSystem;
  readonly packages?: SyncFileSystem | undefined;
}

/** What is on `sys.path` for a library besides the standard one. */
export function libraryPaths({ packages }: Library): readonly string[] {
  return packages === undefined ? [] : [packagesPath];
}

/** Shows a library to the programs of `fs`, read-only, until the returned function is called. */
export function attachLibrary(fs: SyncFileSystem, { stdlib, packages }: Library): () => void {
  const detach = attachStdlib(fs, stdlib);
  const isThere = fs.listMounts().some(({ path }) => path === packagesMount);
  if (packages !== undefined && !isThere) fs.mount(packagesMount, packages, { readOnly: true });
  return detach;
}
