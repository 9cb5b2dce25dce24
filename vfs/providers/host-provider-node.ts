/** A directory of the host as a provider: no call leads out of it, whatever links are swapped in. */
import {
  lstatSync,
  lutimesSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
} from "node:fs";
import { FsError, type FsErrorCode } from "../fs-error.ts";
import type {
  Provider,
  ProviderAttributes,
  ProviderCall,
  ProviderCapabilities,
  ProviderEntry,
  ProviderRead,
  ProviderStat,
  ProviderWrite,
} from "../provider.ts";
import type { WatchEvent } from "../watch.ts";
import { isCaseSensitive } from "./host-case-node.ts";
import {
  asFsError,
  type HostAttributes,
  namesIn,
  onFile,
  readRange,
  secondsOf,
  setAttributesOf,
  statIfThere,
  statIn,
  toldOf,
} from "./host-entry-node.ts";
import { HostFolder } from "./host-folder-node.ts";
import { hostLinkTarget } from "./host-link.ts";
import { replaceFile } from "./host-replace-node.ts";
import { noWatch } from "./no-watch.ts";

/** How a directory of the host is opened. */
export interface HostDirectoryOptions {
  /** Whether `a` and `A` are two names in it. @default looked up on the host */
  readonly caseSensitive?: boolean;
}

/**
 * Opens a directory of the host, which stays open until `close`. Sockets, pipes, devices and names that
 * are not valid Unicode are not shown. A file is replaced whole, and is on the disk when the promise is
 * kept. Symlinks that could lead out of the directory are refused (EPERM). The host does the work before
 * it returns: for large files on slow disks, whoever shares the thread waits.
 *
 * @throws FsError ENOENT, EACCES, ENOTDIR.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mkdtempSync, readFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openHostDirectory } from "fuelbox";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const host = mkdtempSync(join(tmpdir(), "example-"));
 * const provider = openHostDirectory(host);
 * const fs = createFileSystem();
 * await fs.mount("/data", provider);
 * await fs.writeFile("/data/a.txt", "rain");
 * await fs.flush();
 * assert.equal(readFileSync(join(host, "a.txt"), "utf8"), "rain");
 * await provider.close();
 * ```
 */
export function openHostDirectory(path: string, options: HostDirectoryOptions = {}): Provider {
  return asFsError("/", "open", () => {
    // The host's programmer may name a link; only what lies below is not followed.
    const real = realpathSync(path);
    return new HostProvider(HostFolder.open(real), options.caseSensitive ?? isCaseSensitive(real));
  });
}

class HostProvider implements Provider {
  readonly capabilities: ProviderCapabilities;
  readonly #root: HostFolder;

  constructor(root: HostFolder, caseSensitive: boolean) {
    this.#root = root;
    this.capabilities = {
      writes: true,
      ranges: true,
      directories: true,
      symlinks: true,
      modes: process.platform !== "win32",
      times: true,
      xattrs: false,
      caseSensitive,
      atomicReplace: true,
      atomicRename: "trees",
      conditions: "checked",
      watch: false,
    };
  }

  async *list(path: string, call?: ProviderCall): AsyncGenerator<ProviderEntry, void, undefined> {
    const entries = this.#inFolder({ path, syscall: "scandir", call }, (folder) =>
      namesIn(folder).flatMap((name) => {
        const stat = lstatSync(folder.path(name), { bigint: true, throwIfNoEntry: false });
        const told = stat && toldOf(stat);
        return told === undefined ? [] : [{ name, ...told }];
      }),
    );
    for (const entry of entries) {
      call?.signal?.throwIfAborted();
      yield entry;
    }
  }

  async stat(path: string, call?: ProviderCall): Promise<ProviderStat> {
    return this.#at({ path, syscall: "stat", call }, statIn);
  }

  async read(path: string, call: ProviderRead = {}): Promise<Uint8Array<ArrayBuffer>> {
    const on = { path, syscall: "read", call, root: "EISDIR" } as const;
    return this.#at(on, (folder, name) => {
      const { type } = statIn(folder, name);
      if (type !== "file") throw failure(on, type === "symlink" ? "EINVAL" : "EISDIR");
      return onFile(folder, name, (fd, stat) => {
        checkVersion(on, toldOf(stat), call.ifVersion);
        return readRange(fd, Number(stat.size), call);
      });
    });
  }

  async write(path: string, content: Uint8Array, call: ProviderWrite = {}): Promise<ProviderStat> {
    const on = { path, syscall: "write", call, root: "EISDIR" } as const;
    return this.#at(on, (folder, name) => {
      const old = statIfThere(folder, name);
      if (old?.type === "directory") throw failure(on, "EISDIR");
      checkVersion(on, old, call.ifVersion);
      const kept = old?.type === "file" ? old.mode : undefined;
      const { mode = kept ?? 0o644, ...times } = attributesOf(call);
      replaceFile(folder, name, { chunks: [content], mode, ...times });
      return statIn(folder, name);
    });
  }

  async makeDirectory(path: string, call: Parameters<Provider["makeDirectory"]>[1] = {}) {
    this.#at({ path, syscall: "mkdir", call, root: "EEXIST" }, (folder, name) => {
      mkdirSync(folder.path(name), 0o755);
      // The host may take some bits away when it makes a directory.
      if (call.mode !== undefined) setOnFolder(folder.openFolder(name), attributesOf(call));
    });
  }

  async remove(path: string, call: Parameters<Provider["remove"]>[1] = {}): Promise<void> {
    const on = { path, syscall: "remove", call, root: "EBUSY" } as const;
    this.#at(on, (folder, name) => {
      const stat = statIn(folder, name);
      checkVersion(on, stat, call.ifVersion);
      if (stat.type === "directory") rmdirSync(folder.path(name));
      else unlinkSync(folder.path(name));
    });
  }

  async rename(from: string, to: string, call?: ProviderCall): Promise<void> {
    const on = { syscall: "rename", call, root: "EBUSY" } as const;
    this.#at({ ...on, path: from }, (folder, name) => {
      statIn(folder, name);
      this.#at({ ...on, path: to }, (target, newName) => {
        renameSync(folder.path(name), target.path(newName));
      });
    });
  }

  async readlink(path: string, call?: ProviderCall): Promise<string> {
    const on = { path, syscall: "readlink", call, root: "EINVAL" } as const;
    return this.#at(on, (folder, name) => readlinkSync(folder.path(name)));
  }

  async symlink(target: string, path: string, call?: ProviderCall): Promise<void> {
    const on = { path, syscall: "symlink", call, root: "EEXIST" } as const;
    const depth = path.split("/").length - 2;
    this.#at(on, (folder, name) => {
      if (statIfThere(folder, name) !== undefined) throw failure(on, "EEXIST");
      // What an absolute target means depends on where the provider is mounted.
      const isSafe = !target.startsWith("/") && hostLinkTarget(target, depth, "/") !== undefined;
      if (!isSafe) throw failure(on, "EPERM");
      symlinkSync(target, folder.path(name));
    });
  }

  async setAttributes(path: string, attributes: ProviderAttributes): Promise<ProviderStat> {
    const on = { path, syscall: "setAttributes", call: attributes };
    if (attributes.xattrs !== undefined) throw failure(on, "ENOTSUP");
    const set = attributesOf(attributes);
    return this.#at(on, (folder, name) => {
      const { type } = statIn(folder, name);
      if (type === "file") onFile(folder, name, (fd) => setAttributesOf(fd, set));
      else if (name === ".") folder.setAttributes(set);
      else if (type === "directory") setOnFolder(folder.openFolder(name), set);
      else if (set.seconds !== undefined) {
        lutimesSync(folder.path(name), set.seconds, set.seconds);
      }
      return statIn(folder, name);
    });
  }

  async xattrs(path: string): Promise<never> {
    throw new FsError("ENOTSUP", "xattrs", path);
  }

  watch(path: string): AsyncIterable<WatchEvent> {
    return noWatch(path);
  }

  async close(): Promise<void> {
    this.#root.close();
  }

  /** Runs a step on the folder at a path. */
  #inFolder<Result>(on: HostCall, step: (folder: HostFolder) => Result): Result {
    return this.#walk(on, on.path, step);
  }

  /** Runs a step on the folder that a path's last name is in; the root is `.` in itself, where it may be. */
  #at<Result>(
    on: HostCall & { readonly root?: FsErrorCode },
    step: (folder: HostFolder, name: string) => Result,
  ): Result {
    if (on.path === "/" && on.root !== undefined) throw failure(on, on.root);
    const slash = on.path.lastIndexOf("/");
    const name = on.path.slice(slash + 1) || ".";
    return this.#walk(on, on.path.slice(0, slash), (folder) => step(folder, name));
  }

  /** Goes from folder to folder by what is held open, never through a link. */
  #walk<Result>(on: HostCall, path: string, step: (folder: HostFolder) => Result): Result {
    on.call?.signal?.throwIfAborted();
    return asFsError(on.path, on.syscall, () => {
      let folder = this.#root;
      try {
        for (const part of path.split("/").filter((name) => name !== "")) {
          const next = folder.openFolder(part);
          if (folder !== this.#root) folder.close();
          folder = next;
        }
        return step(folder);
      } finally {
        if (folder !== this.#root) folder.close();
      }
    });
  }
}

/** A call, for its errors. */
interface HostCall {
  readonly path: string;
  readonly syscall: string;
  readonly call?: ProviderCall | undefined;
}

function failure({ path, syscall }: HostCall, code: FsErrorCode): FsError {
  return new FsError(code, syscall, path);
}

function checkVersion(
  on: HostCall,
  stat: ProviderStat | undefined,
  ifVersion: string | null | undefined,
): void {
  if (ifVersion === undefined) return;
  const version = stat === undefined ? null : stat.version;
  if (version !== ifVersion) throw failure(on, "ESTALE");
}

function attributesOf(attributes: ProviderAttributes): HostAttributes {
  const { mode, mtimeNs } = attributes;
  return {
    ...(mode === undefined ? {} : { mode: mode & 0o777 }),
    ...(mtimeNs === undefined ? {} : { seconds: secondsOf(mtimeNs) }),
  };
}

/** Sets the attributes of a folder that has been opened for that. */
function setOnFolder(folder: HostFolder, attributes: HostAttributes): void {
  try {
    folder.setAttributes(attributes);
  } finally {
    folder.close();
  }
}
