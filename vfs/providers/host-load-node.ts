/** Copies a directory or a file of the host into the tree. */
import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
} from "node:fs";
import { basename, dirname } from "node:path";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { HostFolder, readFlags } from "./host-folder-node.ts";
import { isLeftOver } from "./host-replace-node.ts";
import { codeOf, HostFault, type MountError, mountErrorFrom } from "./mount-error.ts";

/** What came in, in the terms of the guest. */
export interface LoadReport {
  readonly files: number;
  readonly links: number;
  /** Sockets, pipes, devices and names that are not valid Unicode: the guest does not see them. */
  readonly skipped: number;
  /** Which directory of the host it was, to notice at the end that another one took its place. */
  readonly identity: string;
}

/** How a host path is brought in. */
export interface LoadOptions {
  /** Whether the guest's changes fail with EROFS. */
  readonly readOnly?: boolean;
  /** Guest paths to leave out, such as those that belong to another mount. */
  readonly except?: readonly string[];
}

/**
 * Copies what is at `hostPath` to `guestPath`, with modes and times. Links stay links and are never
 * followed on the host; hard links become files of their own.
 * Throws {@link MountError}, whose message names guest paths only: ENOENT and EACCES of the host,
 * EDQUOT where it does not fit into the limits of `fs`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { loadHostDirectory } from "fuelbox";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const folder = mkdtempSync(join(tmpdir(), "example-"));
 * writeFileSync(join(folder, "people.csv"), "name\nAda\n");
 * const fs = createFileSystem().sync;
 * assert.equal(loadHostDirectory(fs, folder, "/app/data").files, 1);
 * assert.deepEqual(fs.readdir("/app/data").map((entry) => entry.name), ["people.csv"]);
 * ```
 */
export function loadHostDirectory(
  fs: SyncFileSystem,
  hostPath: string,
  guestPath: string,
  options: LoadOptions = {},
): LoadReport {
  const except = new Set(options.except);
  const load: Load = { fs, host: hostPath, except, files: 0, links: 0, skipped: 0 };
  const { root, only } = openRoot(hostPath, guestPath);
  try {
    makeDirectories(load, only === undefined ? guestPath : parentOf(guestPath));
    if (only === undefined) loadFolder(load, root, guestPath);
    else loadName(load, root, only, guestPath);
    if (options.readOnly === true) fs.setReadOnly(guestPath, true);
    const { files, links, skipped } = load;
    return { files, links, skipped, identity: root.identity };
  } finally {
    root.close();
  }
}

/** The folder to walk, and the one name in it where the host path is a file. */
export function openRoot(
  hostPath: string,
  guestPath: string,
): { readonly root: HostFolder; readonly only: string | undefined } {
  try {
    // The host's programmer may name a link; only what lies below is not followed.
    const real = realpathSync(hostPath);
    if (lstatSync(real).isDirectory()) return { root: HostFolder.open(real), only: undefined };
    return { root: HostFolder.open(dirname(real)), only: basename(real) };
  } catch (error) {
    throw mountErrorFrom(error, "mount", { path: guestPath, host: hostPath });
  }
}

/** The work in progress. */
interface Load {
  readonly fs: SyncFileSystem;
  readonly host: string;
  readonly except: ReadonlySet<string>;
  files: number;
  links: number;
  skipped: number;
}

const chunkBytes = 2 ** 18;
const utf8 = new TextDecoder("utf-8", { fatal: true });

function loadFolder(load: Load, folder: HostFolder, guest: string): void {
  for (const name of validNames(load, folder)) {
    const path = `${guest}/${name}`;
    if (!load.except.has(path) && !isLeftOver(name)) loadName(load, folder, name, path);
  }
}

/** Sorted, so that inode numbers do not depend on the host's order. */
function validNames(load: Load, folder: HostFolder): readonly string[] {
  const names: string[] = [];
  for (const bytes of folder.names()) {
    try {
      names.push(utf8.decode(bytes));
    } catch {
      load.skipped += 1;
    }
  }
  return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function loadName(load: Load, folder: HostFolder, name: string, guest: string): void {
  try {
    const path = folder.path(name);
    const stat = lstatSync(path, { bigint: true });
    if (stat.isDirectory()) {
      loadChild(load, folder, name, guest);
      load.fs.chmod(guest, Number(stat.mode & 0o7777n));
    } else if (stat.isSymbolicLink()) {
      load.fs.symlink(readlinkSync(path), guest);
      load.links += 1;
    } else if (stat.isFile()) {
      loadFile(load, path, guest);
    } else {
      load.skipped += 1;
      return;
    }
    const { atimeNs, mtimeNs } = stat;
    load.fs.utimes(guest, { atimeNs, mtimeNs }, { follow: false });
  } catch (error) {
    throw loadError(load, error, guest);
  }
}

function loadChild(load: Load, folder: HostFolder, name: string, guest: string): void {
  const child = folder.openFolder(name);
  try {
    makeDirectory(load, guest);
    loadFolder(load, child, guest);
  } finally {
    child.close();
  }
}

function loadFile(load: Load, path: string, guest: string): void {
  const fd = openSync(path, readFlags);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new HostFault("ESTALE", "it was replaced while it was read");
    copyIn(load, fd, stat, guest);
    load.files += 1;
  } finally {
    closeSync(fd);
  }
}

function copyIn(
  { fs }: Load,
  fd: number,
  stat: { readonly size: number; readonly mode: number },
  guest: string,
): void {
  const { bytes, maxBytes } = fs.usage();
  // Said before reading: a file larger than memory must not be tried.
  if (stat.size > maxBytes - bytes) throw new HostFault("EDQUOT", "quota exceeded");
  const flags = { write: true, create: true, truncate: true };
  const file = fs.open(guest, flags, stat.mode & 0o7777, { follow: false });
  try {
    const chunk = new Uint8Array(Math.min(chunkBytes, stat.size + 1));
    for (;;) {
      const count = readSync(fd, chunk, 0, chunk.length, null);
      if (count === 0) break;
      fs.write(file, chunk.subarray(0, count));
    }
    fs.fchmod(file, stat.mode & 0o7777);
  } finally {
    fs.close(file);
  }
}

/** Makes `guest` and what is above it. */
function makeDirectories(load: Load, guest: string): void {
  try {
    for (let end = guest.indexOf("/", 1); end > 0; end = guest.indexOf("/", end + 1)) {
      makeDirectory(load, guest.slice(0, end));
    }
    makeDirectory(load, guest);
  } catch (error) {
    throw loadError(load, error, guest);
  }
}

function makeDirectory({ fs }: Load, guest: string): void {
  try {
    fs.mkdir(guest);
  } catch (error) {
    if (codeOf(error) !== "EEXIST" || fs.lstat(guest).type !== "directory") throw error;
  }
}

function loadError(load: Load, error: unknown, guest: string): MountError {
  return mountErrorFrom(error, "load", { path: guest, host: load.host });
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}
