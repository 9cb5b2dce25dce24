/** Mounts directories of the host: copied in before a run, written back after it where asked. */
import type { SyncFileSystem } from "../sync-file-system.ts";
import { loadHostDirectory } from "./host-load-node.ts";
import {
  guestFolders,
  type HostChanges,
  type HostMapping,
  storeHostDirectory,
} from "./host-store-node.ts";

export { type LoadOptions, type LoadReport, loadHostDirectory } from "./host-load-node.ts";
export {
  type HostChanges,
  type HostMapping,
  type StoreReport,
  storeHostDirectory,
} from "./host-store-node.ts";
export { MountError } from "./mount-error.ts";

/** A directory or file of the host and what the guest may do with it. */
export interface HostMountOptions {
  /** A path of the host. */
  readonly host: string;
  /** Where the guest sees it: an absolute path without a final slash. */
  readonly guest: string;
  /**
   * `ro`: changes fail with EROFS; `cow`: the guest changes its copy and the host never changes;
   * `rw`: changes are written back after each run.
   * @default {"cow"}
   */
  readonly mode?: "ro" | "cow" | "rw";
  /** Is told in one line what was left out, such as sockets and links that lead out of the mount. */
  readonly onWarning?: (message: string) => void;
}

/** What a sandbox calls to fill its tree and to bring changes back. */
export interface HostMount {
  /** Fills the tree. Throws `MountError`. */
  load(fs: SyncFileSystem): void;
  /** Writes the changes of a run back; absent where no mount is `rw`. Throws `MountError`. */
  flush?(fs: SyncFileSystem, changes: HostChanges): void;
}

/**
 * A mount of one directory or file of the host, for the `mounts` of `openSandbox`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { hostDirectoryMount } from "fuelbox";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const host = mkdtempSync(join(tmpdir(), "example-"));
 * writeFileSync(join(host, "a.txt"), "old");
 * const mount = hostDirectoryMount({ host, guest: "/app", mode: "rw" });
 * const fs = createFileSystem().sync;
 * mount.load(fs);
 * fs.writeFile("/app/a.txt", new TextEncoder().encode("new"));
 * mount.flush?.(fs, { created: [], modified: ["/app/a.txt"], deleted: [] });
 * assert.equal(readFileSync(join(host, "a.txt"), "utf8"), "new");
 * ```
 */
export function hostDirectoryMount(options: HostMountOptions): HostMount {
  return hostDirectoryMounts([options]);
}

/**
 * Several mounts as one. A mount below another hides what the other has there, keeps its own mode,
 * and its changes go to its own host path only. `place` runs when all are loaded and nothing is
 * read-only yet.
 */
export function hostDirectoryMounts(
  mounts: readonly HostMountOptions[],
  place?: (fs: SyncFileSystem) => void,
): HostMount {
  const ordered = [...mounts].sort((a, b) => a.guest.length - b.guest.length);
  const mappings = new Map<HostMountOptions, HostMapping>();
  return {
    load(fs) {
      for (const mount of ordered) mappings.set(mount, load(fs, mount, innerPaths(mount, ordered)));
      place?.(fs);
      for (const mount of ordered) seal(fs, mount);
      for (const [mount, mapping] of mappings) mappings.set(mount, withFolders(fs, mapping));
    },
    ...(mounts.some(({ mode }) => mode === "rw") && {
      flush(fs: SyncFileSystem, changes: HostChanges) {
        for (const [mount, mapping] of mappings) {
          if (mount.mode !== "rw") continue;
          const { skippedLinks } = storeHostDirectory(fs, changes, mapping);
          for (const path of skippedLinks) mount.onWarning?.(`Left out "${path}": ${linkReason}`);
          mappings.set(mount, withFolders(fs, mapping));
        }
      },
    }),
  };
}

const linkReason = "its target could lead out of the mount";
const entryReason = "which are sockets, pipes, devices or have names that are not valid Unicode";

function load(
  fs: SyncFileSystem,
  { host, guest, onWarning }: HostMountOptions,
  except: readonly string[],
): HostMapping {
  const { skipped, identity } = loadHostDirectory(fs, host, guest, { except });
  if (skipped > 0) {
    const count = skipped === 1 ? "1 entry" : `${skipped} entries`;
    onWarning?.(`Left out of "${guest}": ${count}, ${entryReason}`);
  }
  return { host, guest, except, identity };
}

/** Where other mounts lie below this one. */
function innerPaths(
  { guest }: HostMountOptions,
  mounts: readonly HostMountOptions[],
): readonly string[] {
  return mounts.map((other) => other.guest).filter((path) => path.startsWith(`${guest}/`));
}

/** A mount within a read-only one keeps its own mode. */
function seal(fs: SyncFileSystem, { guest, mode }: HostMountOptions): void {
  fs.setReadOnly(guest, mode === "ro");
}

function withFolders(fs: SyncFileSystem, mapping: HostMapping): HostMapping {
  return { ...mapping, directories: guestFolders(fs, mapping) };
}
