/** Writes what a guest changed back to a directory of the host. */
import { rmdirSync, unlinkSync } from "node:fs";
import { findCollision } from "../name-collision.ts";
import { dirName } from "../path.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { isCaseSensitive } from "./host-case-node.ts";
import type { HostFolder } from "./host-folder-node.ts";
import { hostLinkTarget } from "./host-link.ts";
import { openRoot } from "./host-load-node.ts";
import { replaceFile, replaceLink } from "./host-replace-node.ts";
import { codeOf, HostFault, MountError, mountErrorFrom } from "./mount-error.ts";

/** Absolute guest paths of files and links that changed. */
export interface HostChanges {
  readonly created: readonly string[];
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
}

/** Which guest directory belongs to which directory (or file) of the host. */
export interface HostMapping {
  readonly host: string;
  readonly guest: string;
  /** Guest paths below `guest` that belong to another mount. */
  readonly except?: readonly string[];
  /**
   * The directories of this mapping before the changes. With them, directories that the guest made
   * or removed are made or removed on the host too; without them, only parents of files are made.
   */
  readonly directories?: readonly string[];
  /** Refuse to write unless the host path is still this directory. */
  readonly identity?: string;
  /** Whether `a` and `A` are two names on the host. @default looked up on the host */
  readonly caseSensitive?: boolean;
}

/** What was written. */
export interface StoreReport {
  readonly written: number;
  readonly deleted: number;
  /** Guest paths of links that were not written because they could lead out of the mount. */
  readonly skippedLinks: readonly string[];
}

/**
 * Brings the host up to date: deletions, then directories, then files, each file whole or not at
 * all. No link of the host is followed below the mapping's root. Permission bits are kept, setuid
 * bits are not; the time of a file is the time of writing. Goes on after a failure and throws
 * {@link MountError} at the end, so that one unwritable file does not lose the others. Names that the
 * host takes for one are refused before anything is written (EEXIST).
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mkdtempSync, readFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { storeHostDirectory } from "fuelbox";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const host = mkdtempSync(join(tmpdir(), "example-"));
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/a.txt", new TextEncoder().encode("hello"));
 * const changes = { created: ["/app/a.txt"], modified: [], deleted: [] };
 * assert.equal(storeHostDirectory(fs, changes, { host, guest: "/app" }).written, 1);
 * assert.equal(readFileSync(join(host, "a.txt"), "utf8"), "hello");
 * ```
 */
export function storeHostDirectory(
  fs: SyncFileSystem,
  changes: HostChanges,
  mapping: HostMapping,
): StoreReport {
  const { root, only } = openRoot(mapping.host, mapping.guest);
  const store: Store = { fs, mapping, root, only, skippedLinks: [], failures: [] };
  try {
    checkIdentity(store);
    if (only === undefined) checkNames(store, changes);
    const deleted = each(store, changes.deleted, (_, folder, name) =>
      unlinkSync(folder.path(name)),
    );
    if (mapping.directories !== undefined && only === undefined) {
      syncFolders(store, mapping.directories);
    }
    const files = [...changes.created, ...changes.modified].sort();
    const written = each(store, files, (path, folder, name) => write(store, path, folder, name));
    throwFailures(store);
    return { written, deleted, skippedLinks: store.skippedLinks };
  } finally {
    root.close();
  }
}

/** Guest paths of the directories of a mapping, parents first. */
export function guestFolders(fs: SyncFileSystem, mapping: HostMapping): readonly string[] {
  const isFolder = fs.exists(mapping.guest) && fs.lstat(mapping.guest).type === "directory";
  if (!isFolder) return [];
  const found = [mapping.guest];
  for (const folder of found) {
    for (const { name, type } of fs.readdir(folder)) {
      const path = `${folder}/${name}`;
      if (type === "directory" && belongs(mapping, path)) found.push(path);
    }
  }
  return found;
}

/** The work in progress. */
interface Store {
  readonly fs: SyncFileSystem;
  readonly mapping: HostMapping;
  readonly root: HostFolder;
  readonly only: string | undefined;
  readonly skippedLinks: string[];
  readonly failures: MountError[];
}

const chunkBytes = 2 ** 20;

function checkIdentity({ mapping, root }: Store): void {
  if (mapping.identity === undefined || mapping.identity === root.identity) return;
  const cause = new HostFault("ESTALE", "another directory took its place on the host");
  throw mountErrorFrom(cause, "write back", { path: mapping.guest, host: mapping.host });
}

/** Before anything is written: two names of the guest must not become one on the host. */
function checkNames({ fs, mapping }: Store, { created }: HostChanges): void {
  const known = new Set(mapping.directories ?? []);
  const made = guestFolders(fs, mapping).filter((path) => !known.has(path));
  const isOwn = (path: string) => belongs(mapping, path) && path !== mapping.guest;
  for (const folder of new Set([...created, ...made].filter(isOwn).map(dirName))) {
    const names = fs.exists(folder) ? fs.readdir(folder).map(({ name }) => name) : [];
    const [one, other] = findCollision(names) ?? [];
    if (one === undefined || (mapping.caseSensitive ?? isCaseSensitive(mapping.host))) continue;
    const path = `${folder}/${other}`;
    const reason = `the host takes its name for that of "${folder}/${one}"`;
    throw new MountError("EEXIST", `Cannot write back "${path}": ${reason}`, path, mapping.host);
  }
}

/** Makes and removes what the guest made and removed. */
function syncFolders(store: Store, known: readonly string[]): void {
  const now = new Set(guestFolders(store.fs, store.mapping));
  const old = new Set(known);
  const removed = known.filter((path) => !now.has(path)).reverse();
  each(store, removed, (_, folder, name) => removeFolder(folder, name));
  const made = [...now].filter((path) => !old.has(path));
  each(store, made, (_, folder, name) => folder.makeFolder(name));
}

/** What the host alone has there, such as a socket, keeps the folder alive. */
function removeFolder(folder: HostFolder, name: string): void {
  try {
    rmdirSync(folder.path(name));
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST"].includes(codeOf(error))) throw error;
  }
}

type Step = (path: string, folder: HostFolder, name: string) => void;

/** Takes the step for each path in its folder on the host; returns how many were taken. */
function each(store: Store, paths: readonly string[], step: Step): number {
  let count = 0;
  for (const path of paths) {
    if (!belongs(store.mapping, path)) continue;
    try {
      inFolder(store, path, step);
      count += 1;
    } catch (error) {
      // Gone already: somebody on the host removed it in the meantime.
      if (codeOf(error) === "ENOENT" && !existsInGuest(store, path)) continue;
      const at = { path, host: store.mapping.host };
      store.failures.push(mountErrorFrom(error, "write back", at));
    }
  }
  return count;
}

/** Whether the path is the mapping's own and not of a mount below it. */
function belongs({ guest, except = [] }: HostMapping, path: string): boolean {
  const isWithin = (root: string) => path === root || path.startsWith(`${root}/`);
  return isWithin(guest) && !except.some(isWithin);
}

function existsInGuest({ fs }: Store, path: string): boolean {
  return fs.exists(path, { follow: false });
}

/** Walks to the folder of `path` step by step, never through a link, making folders on the way. */
function inFolder(store: Store, path: string, step: Step): void {
  const parts = partsOf(store, path);
  const name = parts.pop();
  if (name === undefined) return;
  let folder = store.root;
  try {
    for (const part of parts) {
      if (existsInGuest(store, path)) folder.makeFolder(part);
      const next = folder.openFolder(part);
      if (folder !== store.root) folder.close();
      folder = next;
    }
    step(path, folder, name);
  } finally {
    if (folder !== store.root) folder.close();
  }
}

function partsOf({ only, mapping }: Store, path: string): string[] {
  if (path !== mapping.guest) return path.slice(mapping.guest.length + 1).split("/");
  return only === undefined ? [] : [only];
}

function write(store: Store, path: string, folder: HostFolder, name: string): void {
  const { fs, mapping } = store;
  const { type, mode } = fs.lstat(path);
  if (type === "file") {
    replaceFile(folder, name, { chunks: chunksOf(fs, path), mode });
    return;
  }
  const depth = partsOf(store, path).length - 1;
  const target = hostLinkTarget(fs.readlink(path), depth, mapping.guest);
  if (target === undefined) store.skippedLinks.push(path);
  else replaceLink(folder, name, target);
}

function* chunksOf(fs: SyncFileSystem, path: string): Generator<Uint8Array> {
  const file = fs.open(path, { read: true }, undefined, { follow: false });
  try {
    const chunk = new Uint8Array(Math.min(chunkBytes, fs.fstat(file).size + 1));
    for (;;) {
      const count = fs.read(file, chunk);
      if (count === 0) return;
      yield chunk.subarray(0, count);
    }
  } finally {
    fs.close(file);
  }
}

function throwFailures({ failures }: Store): void {
  const [first, ...others] = failures;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const message = `${first.message} (and ${others.length} more)`;
  throw new MountError(first.code, message, first.path, first.host);
}
