/** Copies everything that a provider holds into a tree. */
import { mapConcurrent } from "./concurrent.ts";
import { FsError } from "./fs-error.ts";
import { nameFault } from "./name-rules.ts";
import type { Provider, ProviderEntry } from "./provider.ts";
import {
  asPlaced,
  defaultConcurrency,
  placeOf,
  signalOf,
  TransferCount,
  type TransferOptions,
} from "./provider-transfer.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";
import { makeDirectories } from "./tree-calls.ts";

/** Where the files come from and go to. */
export interface ProviderPlace {
  readonly provider: Provider;
  readonly fs: SyncFileSystem;
  /** The directory that shows the provider's root: absolute, without a last slash. */
  readonly at: string;
}

interface Found extends ProviderEntry {
  /** In the provider. */
  readonly path: string;
}

/**
 * Lists level by level, then reads the files, and gives the versions of those that have one, by their
 * paths in the provider. Sizes and names are checked against the limits of the tree before anything is
 * read: EDQUOT, EINVAL and ENAMETOOLONG for names that none can have.
 */
export async function loadProvider(
  place: ProviderPlace,
  options: TransferOptions,
): Promise<Map<string, string>> {
  makeDirectories(place.fs, place.at);
  const found = await makeNodes(place, options);
  const files = found.filter(({ type }) => type === "file");
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const count = new TransferCount(options, files.length, bytes);
  const limit = options.concurrency ?? defaultConcurrency;
  await mapConcurrent(found, limit, async (entry) => {
    options.signal?.throwIfAborted();
    await asPlaced(place.at, () => fill(place, entry, options));
    if (entry.type === "file") count.done(placeOf(place.at, entry.path), entry.size);
  });
  // Deepest first, because entries that come set the time of their directory.
  for (const { path, mtimeNs } of found.reverse()) {
    place.fs.utimes(placeOf(place.at, path), { mtimeNs }, { follow: false });
  }
  const versions = new Map<string, string>();
  for (const { path, version } of files) if (version !== undefined) versions.set(path, version);
  return versions;
}

/** Makes what is listed, empty as yet, in an order that does not depend on the provider's. */
async function makeNodes(place: ProviderPlace, options: TransferOptions): Promise<Found[]> {
  const { fs, at } = place;
  const found: Found[] = [];
  let left = spaceIn(fs);
  let level = ["/"];
  while (level.length > 0) {
    const limit = options.concurrency ?? defaultConcurrency;
    const lists = await mapConcurrent(level, limit, (path) => entriesOf(place, path, options));
    level = [];
    for (const entry of lists.flat()) {
      const path = placeOf(at, entry.path);
      left -= entry.size;
      if (left < 0) throw new FsError("EDQUOT", "mount", path);
      if (entry.type === "directory") {
        fs.mkdir(path);
        level.push(entry.path);
      } else if (entry.type === "file") {
        fs.writeFile(path, new Uint8Array(0));
      }
      found.push(entry);
    }
  }
  return found;
}

async function entriesOf(
  { provider, fs, at }: ProviderPlace,
  path: string,
  options: TransferOptions,
): Promise<Found[]> {
  const entries: Found[] = [];
  const { nodes, maxNodes } = fs.usage();
  await asPlaced(at, async () => {
    for await (const entry of provider.list(path, signalOf(options))) {
      const below = path === "/" ? `/${entry.name}` : `${path}/${entry.name}`;
      const fault = nameFault(entry.name);
      if (fault !== undefined) throw new FsError(fault, "mount", below);
      entries.push({ ...entry, path: below });
      if (entries.length > maxNodes - nodes) throw new FsError("EDQUOT", "mount", below);
    }
  });
  return entries.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Bytes that the tree still takes. */
function spaceIn(fs: SyncFileSystem): number {
  const { bytes, snapshotBytes, maxBytes } = fs.usage();
  return maxBytes - bytes - snapshotBytes;
}

async function fill(
  { provider, fs, at }: ProviderPlace,
  { path, type, mode }: Found,
  options: TransferOptions,
): Promise<void> {
  const call = signalOf(options);
  const target = placeOf(at, path);
  if (type === "symlink") fs.symlink(await provider.readlink(path, call), target);
  if (type === "file") fs.writeFile(target, await provider.read(path, call));
  if (provider.capabilities.xattrs && type !== "symlink") {
    for (const [name, value] of await provider.xattrs(path, call)) {
      fs.setxattr(target, name, value, { follow: false });
    }
  }
  if (mode !== undefined && type !== "symlink") fs.chmod(target, mode);
}
