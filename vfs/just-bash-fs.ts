/** A filesystem as the shell interpreter just-bash (3.4) wants one; its own types are not needed. */
import type { FileSystem } from "./file-system.ts";
import { createFileSystemFacade } from "./file-system-facade.ts";
import { FsError } from "./fs-error.ts";
import { permissionBits } from "./inode.ts";
import { decodeText, encodeText } from "./node-fs/node-arguments.ts";
import { normalizePath } from "./path.ts";
import type { DirectoryEntry, Stat } from "./stat.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";
import { makeDirectories, makeParents, pathsBelow } from "./tree-calls.ts";

/** An encoding that just-bash names. */
export type JustBashEncoding = "utf8" | "utf-8" | "ascii" | "binary" | "base64" | "hex" | "latin1";

/** An encoding, given as such or among options. */
export type JustBashEncodingOption =
  | JustBashEncoding
  | { readonly encoding?: JustBashEncoding | null };

/** A name in a directory. */
export interface JustBashDirent {
  name: string;
  isFile: boolean;
  isDirectory: boolean;
  isSymbolicLink: boolean;
}

/** What is known of a file. */
export interface JustBashStat {
  isFile: boolean;
  isDirectory: boolean;
  isSymbolicLink: boolean;
  /** Permission bits, without those of the type. */
  mode: number;
  size: number;
  mtime: Date;
  dev: number;
  ino: number;
  /** The same for two names of one file, and for nothing else. */
  identity: string;
}

/** The interface `IFileSystem` of just-bash, and the two synchronous calls that it looks for. */
export interface JustBashFs {
  readFile(path: string, options?: JustBashEncodingOption): Promise<string>;
  readFileBuffer(path: string): Promise<Uint8Array<ArrayBuffer>>;
  writeFile(
    path: string,
    content: string | Uint8Array,
    options?: JustBashEncodingOption,
  ): Promise<void>;
  appendFile(
    path: string,
    content: string | Uint8Array,
    options?: JustBashEncodingOption,
  ): Promise<void>;
  exists(path: string): Promise<boolean>;
  stat(path: string): Promise<JustBashStat>;
  lstat(path: string): Promise<JustBashStat>;
  mkdir(path: string, options?: { recursive?: boolean }): Promise<void>;
  readdir(path: string): Promise<string[]>;
  readdirWithFileTypes(path: string): Promise<JustBashDirent[]>;
  rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void>;
  cp(from: string, to: string, options?: { recursive?: boolean }): Promise<void>;
  mv(from: string, to: string): Promise<void>;
  resolvePath(base: string, path: string): string;
  getAllPaths(): string[];
  chmod(path: string, mode: number): Promise<void>;
  symlink(target: string, path: string): Promise<void>;
  link(existing: string, path: string): Promise<void>;
  readlink(path: string): Promise<string>;
  realpath(path: string): Promise<string>;
  utimes(path: string, atime: Date, mtime: Date): Promise<void>;
  mkdirSync(path: string, options?: { recursive?: boolean }): void;
  writeFileSync(path: string, content: string | Uint8Array, options?: JustBashEncodingOption): void;
}

/**
 * Makes the `fs` of `new Bash({ fs })` over a filesystem or its `sync`. Missing directories above a
 * new file are made, as just-bash's own filesystems do; all else is POSIX. Errors are `FsError`: they
 * have a `code`, and messages that begin with it, which is what the shell looks at. just-bash itself
 * makes `/bin`, `/dev`, `/proc` and others in what it is given, so give it a fork where that matters.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, toJustBashFs } from "fuelbox/vfs";
 *
 * const fs = toJustBashFs(createFileSystem());
 * await fs.writeFile("/app/notes/a.txt", "rain\n");
 * assert.deepEqual(await fs.readdir("/app"), ["notes"]);
 * assert.equal((await fs.stat("/app/notes")).isDirectory, true);
 * await assert.rejects(fs.readFile("/none"), {
 *   code: "ENOENT",
 *   message: "ENOENT: no such file or directory, open '/none'",
 * });
 * ```
 */
export function toJustBashFs(of: FileSystem | SyncFileSystem): JustBashFs {
  const fs = "sync" in of ? of : createFileSystemFacade(of);
  const { sync } = fs;
  const list = (path: string) => sync.readdir(path);
  return {
    readFile: async (path, options) => encodeText(contentOf(sync, path), encodingOf(options)),
    readFileBuffer: async (path) => contentOf(sync, path),
    writeFile: async (path, content, options) => fs.writeFile(path, bytesOf(content, options)),
    appendFile: async (path, content, options) => fs.appendFile(path, bytesOf(content, options)),
    exists: async (path) => sync.exists(path),
    stat: async (path) => shownStat(sync.stat(path)),
    lstat: async (path) => shownStat(sync.lstat(path)),
    mkdir: (path, options) => fs.mkdir(path, { recursive: options?.recursive === true }),
    readdir: async (path) => list(path).map(({ name }) => name),
    readdirWithFileTypes: async (path) =>
      list(path).map((entry) => ({ name: entry.name, ...typeTests(entry) })),
    rm: async (path, { recursive = false, force = false } = {}) => {
      const isDirectory =
        sync.exists(path, { follow: false }) && sync.lstat(path).type === "directory";
      if (isDirectory && !recursive) sync.rmdir(path);
      else await fs.rm(path, { recursive, force });
    },
    cp: async (from, to, { recursive = false } = {}) => {
      if (!recursive && sync.lstat(from).type === "directory") {
        throw new FsError("EISDIR", "cp", from);
      }
      await fs.copy(from, to);
    },
    mv: (from, to) => fs.rename(from, to),
    resolvePath: (base, path) => normalizePath(path, base),
    getAllPaths: () => ["/", ...pathsBelow(sync, "/").map((path) => `/${path}`)],
    chmod: (path, mode) => fs.chmod(path, mode),
    symlink: (target, path) => fs.symlink(target, path),
    link: (existing, path) => fs.link(existing, path),
    readlink: async (path) => sync.readlink(path),
    realpath: async (path) => sync.realpath(path),
    utimes: (path, atime, mtime) =>
      fs.utimes(path, { atimeNs: nanoseconds(atime), mtimeNs: nanoseconds(mtime) }),
    mkdirSync(path, options) {
      if (options?.recursive === true) makeDirectories(sync, path);
      else sync.mkdir(path);
    },
    writeFileSync(path, content, options) {
      makeParents(sync, path);
      sync.writeFile(path, bytesOf(content, options));
    },
  };
}

/** The core says `read`, the shell's own filesystems say `open` of what is not there. */
function contentOf(sync: SyncFileSystem, path: string): Uint8Array<ArrayBuffer> {
  if (!sync.exists(path)) sync.close(sync.open(path, { read: true }));
  return sync.readFile(path);
}

function encodingOf(options: JustBashEncodingOption | undefined): JustBashEncoding {
  return (typeof options === "object" ? options.encoding : options) ?? "utf8";
}

function bytesOf(
  content: string | Uint8Array,
  options: JustBashEncodingOption | undefined,
): Uint8Array {
  return decodeText(content, encodingOf(options));
}

function typeTests({ type }: DirectoryEntry | Stat) {
  return {
    isFile: type === "file",
    isDirectory: type === "directory",
    isSymbolicLink: type === "symlink",
  };
}

function shownStat(stat: Stat): JustBashStat {
  const { dev, ino, mode, size, mtimeNs } = stat;
  const mtime = new Date(Number(mtimeNs / 1_000_000n));
  const identity = `${dev}:${ino}`;
  return { ...typeTests(stat), mode: mode & permissionBits, size, mtime, dev, ino, identity };
}

function nanoseconds(time: Date): bigint {
  return BigInt(time.getTime()) * 1_000_000n;
}
