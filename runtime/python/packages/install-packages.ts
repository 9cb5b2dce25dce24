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
 * Installs packages: all together from the host's cache, or each from there or compiled anew. Where
 * two have a file of the same name, the later one's counts. Rejects with `PackageError`.
 */
export async function installPackages(
  host: EngineHost,
  prepared: PreparedPython,
  archives: readonly PackageArchive[],
): Promise<SyncFileSystem> {
  const maker = [await cacheKey(), unpackPackage(packagesPath)];
  const cached = async (
    parts: readonly PackageArchive[],
    make: () => SyncFileSystem | Promise<SyncFileSystem>,
  ): Promise<SyncFileSystem> => {
    const inputs = JSON.stringify([...maker, ...parts.map(({ sha256 }) => sha256)]);
    const key = `package-${await hashOf(new TextEncoder().encode(inputs))}`;
    return fromCache(host, key, make);
  };
  const installOne = (archive: PackageArchive): Promise<SyncFileSystem> =>
    cached([archive], () => compile(host, prepared, archive));
  const [only, ...others] = archives;
  if (only !== undefined && others.length === 0) return installOne(only);
  return cached(archives, () => merge(archives, installOne));
}

async function fromCache(
  { cache }: EngineHost,
  key: string,
  make: () => SyncFileSystem | Promise<SyncFileSystem>,
): Promise<SyncFileSystem> {
  const stored = await cache.get(key).catch(() => undefined);
  const known = stored && decode(stored);
  if (known !== undefined) return known;
  const made = await make();
  // A cache that cannot keep it costs time at the next start, nothing else.
  await cache.put(key, encodeStdlib(made)).catch(() => {});
  return made;
}

function decode(stored: Uint8Array): SyncFileSystem | undefined {
  try {
    return decodeStdlib(stored);
  } catch {
    return undefined;
  }
}

function compile(
  { onProgress }: EngineHost,
  prepared: PreparedPython,
  archive: PackageArchive,
): SyncFileSystem {
  onProgress?.(`Preparing package "${archive.name}", once`);
  try {
    return compilePackage(prepared, archive);
  } finally {
    onProgress?.(undefined);
  }
}

async function merge(
  archives: readonly PackageArchive[],
  installOne: (archive: PackageArchive) => Promise<SyncFileSystem>,
): Promise<SyncFileSystem> {
  const tree = createStdlibFileSystem();
  const root = `/${packagesName}`;
  tree.mkdir(root);
  for (const archive of archives) {
    const files = await installOne(archive);
    try {
      copyTree(files, root, tree, root);
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      throw new PackageError(`Cannot install package "${archive.name}": ${error.message}`);
    }
  }
  return tree;
}
