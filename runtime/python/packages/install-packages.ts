/** Makes the tree of packages that programs import from. */
import { FsError, type SyncFileSystem } from "../../../vfs/index.ts";
import type { EngineHost } from "../../engine.ts";
import { hashOf } from "../../hash.ts";
import { cacheKey } from "../prepared.ts";
import type { PreparedPython } from "../run-python.ts";
import { createStdlibFileSystem, decodeStdlib, encodeStdlib } from "../stdlib.ts";
import { compilePackage, copyTree } from "./compile-package.ts";
import { type PackageArchive, PackageError } from "./package-archive.ts";
import { packagesName, packagesPath } from "./packages-path.ts";
import { unpackPackage } from "./unpack-package.ts";

/**
 * Installs packages, each from the host's cache or compiled anew. Where two have a file of the same
 * name, the later one's counts. Rejects with `PackageError`.
 */
export async function installPackages(
  host: EngineHost,
  prepared: PreparedPython,
  archives: readonly PackageArchive[],
): Promise<SyncFileSystem> {
  const tree = createStdlibFileSystem();
  const root = `/${packagesName}`;
  tree.mkdir(root);
  for (const archive of archives) {
    const files = await installPackage(host, prepared, archive);
    try {
      copyTree(files, root, tree, root);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      throw new PackageError(`Cannot install package "${archive.name}": ${error.message}`);
    }
  }
  return tree;
}

async function installPackage(
  { cache, onProgress }: EngineHost,
  prepared: PreparedPython,
  archive: PackageArchive,
): Promise<SyncFileSystem> {
  const inputs = JSON.stringify([await cacheKey(), unpackPackage(packagesPath), archive.sha256]);
  const key = `package-${await hashOf(new TextEncoder().encode(inputs))}`;
  const stored = await cache.get(key).catch(() => undefined);
  const known = stored && decode(stored);
  if (known !== undefined) return known;
  onProgress?.(`Preparing package "${archive.name}", once`);
  let files: SyncFileSystem;
  try {
    files = compilePackage(prepared, archive);
  } finally {
    onProgress?.(undefined);
  }
  // A cache that cannot keep it costs time at the next start, nothing else.
  await cache.put(key, encodeStdlib(files)).catch(() => {});
  return files;
}

function decode(stored: Uint8Array): SyncFileSystem | undefined {
  try {
    return decodeStdlib(stored);
  } catch {
    return undefined;
  }
}
