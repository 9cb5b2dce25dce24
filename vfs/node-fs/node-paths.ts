/** The calls of Node's `fs` on paths. */
import { FsError } from "../fs-error.ts";
import { joinPath } from "../path.ts";
import type { Stat } from "../stat.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { copyTree, removeTree } from "../tree-calls.ts";
import {
  encodingOf,
  modeOf,
  type NodePath,
  nodeConstants,
  pathText,
  timeOf,
} from "./node-arguments.ts";
import { asNode, nodeError } from "./node-error.ts";
import { shown, type WrapBytes } from "./node-files.ts";
import { NodeBigIntStats, NodeDirent, NodeStats } from "./node-stats.ts";
import type {
  AnyStats,
  AsDirents,
  AsNames,
  NodePathCalls,
  ReaddirOptions,
  StatOptions,
  StatSync,
  Throwing,
} from "./node-sync.ts";

/** Makes the calls on one filesystem. */
export function createPathCalls(fs: SyncFileSystem, wrapBytes: WrapBytes): NodePathCalls {
  const at = <Result>(syscall: string, path: NodePath, call: (path: string) => Result): Result => {
    const text = pathText(path);
    return asNode(syscall, { path: text }, () => call(text));
  };
  const between = (
    syscall: string,
    from: NodePath,
    to: NodePath,
    call: (from: string, to: string) => void,
  ): void => {
    const paths = { path: pathText(from), dest: pathText(to) };
    asNode(syscall, paths, () => call(paths.path, paths.dest));
  };
  const named = (text: string, options: Parameters<typeof encodingOf>[0]) =>
    encodingOf(options) === "buffer"
      ? shown(new TextEncoder().encode(text), "buffer", wrapBytes)
      : text;

  return {
    accessSync(path, mode = 0) {
      at("access", path, (text) => {
        const { mode: found, type } = fs.stat(text);
        // The only permission that is enforced is the one to run a file, which nothing here does.
        const isRun = (mode & (nodeConstants["X_OK"] ?? 1)) !== 0;
        if (isRun && type === "file" && (found & 0o111) === 0)
          throw new FsError("EACCES", "access");
      });
    },
    chmodSync: (path, mode) => at("chmod", path, (text) => fs.chmod(text, modeOf(mode, 0))),
    chownSync: (path) => at("chown", path, (text) => void fs.stat(text)),
    lchownSync: (path) => at("lchown", path, (text) => void fs.lstat(text)),
    copyFileSync(from, to, mode = 0) {
      between("copyfile", from, to, (path, dest) => {
        if ((mode & 1) !== 0 && fs.exists(dest)) throw new FsError("EEXIST", "copyfile");
        const source = fs.stat(path);
        if (source.type === "directory") throw new FsError("EISDIR", "copyfile");
        const isSame = fs.exists(dest) && isSameInode(source, fs.stat(dest));
        if (isSame) return;
        fs.writeFile(dest, fs.readFile(path));
        fs.chmod(dest, source.mode);
      });
    },
    cpSync(from, to, { recursive = false, force = true, errorOnExist = false } = {}) {
      between("cp", from, to, (path, dest) => {
        const { type } = fs.lstat(path);
        if (type === "directory" && !recursive) throw new FsError("EISDIR", "cp");
        if (type !== "directory" && fs.exists(dest, { follow: false })) {
          if (!force && errorOnExist) throw new FsError("EEXIST", "cp");
          if (!force) return;
        }
        copyTree(fs, path, dest);
      });
    },
    existsSync(path) {
      try {
        return fs.exists(pathText(path));
      } catch {
        return false;
      }
    },
    linkSync: (existing, path) => between("link", existing, path, (from, to) => fs.link(from, to)),
    lstatSync: statBy("lstat"),
    statSync: statBy("stat"),
    lutimesSync: (path, atime, mtime) => setTimes("lutime", path, { atime, mtime, follow: false }),
    utimesSync: (path, atime, mtime) => setTimes("utime", path, { atime, mtime, follow: true }),
    mkdirSync(path, options) {
      const given = typeof options === "object" && options !== null ? options : undefined;
      const bare = typeof options === "object" ? undefined : options;
      const mode = modeOf(given?.mode ?? bare, 0o777);
      return at("mkdir", path, (text) => {
        if (given?.recursive === true) return makeAll(fs, text, mode);
        fs.mkdir(text, mode);
        return undefined;
      });
    },
    mkdtempSync(prefix) {
      for (;;) {
        const path = `${prefix}${randomName()}`;
        if (fs.exists(path, { follow: false })) continue;
        asNode("mkdtemp", { path: `${prefix}XXXXXX` }, () => fs.mkdir(path, 0o700));
        return path;
      }
    },
    readdirSync,
    readlinkSync: (path, options) =>
      at("readlink", path, (text) => named(fs.readlink(text), options)),
    realpathSync: (path, options) => at("lstat", path, (text) => named(fs.realpath(text), options)),
    renameSync: (from, to) => between("rename", from, to, (path, dest) => fs.rename(path, dest)),
    rmSync(path, { recursive = false, force = false } = {}) {
      at("rm", path, (text) => {
        if (force && !fs.exists(text, { follow: false })) return;
        const { type } = fs.lstat(text);
        if (type === "directory" && !recursive) {
          const message = `Path is a directory: rm returned EISDIR (is a directory) ${text}`;
          throw Object.assign(nodeError("EISDIR", "rm", { path: text }), {
            message,
            code: "ERR_FS_EISDIR",
          });
        }
        removeTree(fs, text);
      });
    },
    rmdirSync(path, { recursive = false } = {}) {
      at("rmdir", path, (text) => (recursive ? removeTree(fs, text) : fs.rmdir(text)));
    },
    statfsSync: (path) =>
      at("statfs", path, (text) => {
        const { bytes, snapshotBytes, maxBytes, nodes, maxNodes } = fs.statfs(text);
        const bsize = 4096;
        const bfree = Math.floor(Math.max(0, maxBytes - bytes - snapshotBytes) / bsize);
        const ffree = Math.max(0, maxNodes - nodes);
        const blocks = Math.ceil(maxBytes / bsize);
        return { type: 0, bsize, blocks, bfree, bavail: bfree, files: maxNodes, ffree };
      }),
    symlinkSync: (target, path) =>
      between("symlink", target, path, (from, to) => fs.symlink(from, to)),
    truncateSync: (path, length = 0) =>
      at("open", path, (text) => fs.truncate(text, Math.max(0, length))),
    unlinkSync: (path) => at("unlink", path, (text) => fs.unlink(text)),
  };

  function statBy(syscall: "stat" | "lstat"): StatSync {
    function statSync(path: NodePath, options?: Throwing): NodeStats;
    function statSync(path: NodePath, options: Throwing<true>): NodeBigIntStats;
    function statSync(path: NodePath, options?: StatOptions): AnyStats | undefined;
    function statSync(path: NodePath, options?: StatOptions): AnyStats | undefined {
      const text = pathText(path);
      if (options?.throwIfNoEntry === false && isMissing(fs, text, syscall)) return undefined;
      const stat = asNode(syscall, { path: text }, () => fs[syscall](text));
      return options?.bigint === true ? new NodeBigIntStats(stat) : new NodeStats(stat);
    }
    return statSync;
  }

  function readdirSync(path: NodePath, options?: AsNames): string[];
  function readdirSync(path: NodePath, options: AsDirents): NodeDirent[];
  function readdirSync(
    path: NodePath,
    options?: ReaddirOptions,
  ): (string | Uint8Array | NodeDirent)[];
  function readdirSync(
    path: NodePath,
    options?: ReaddirOptions,
  ): (string | Uint8Array | NodeDirent)[] {
    const list = listing(fs, pathText(path), options);
    const withTypes = typeof options === "object" && options?.withFileTypes === true;
    return list.map(({ name, dirent }) => (withTypes ? dirent : named(name, options)));
  }

  function setTimes(
    syscall: string,
    path: NodePath,
    times: {
      readonly atime: Parameters<typeof timeOf>[0];
      readonly mtime: Parameters<typeof timeOf>[0];
      readonly follow: boolean;
    },
  ): void {
    const { atime, mtime, follow } = times;
    const changed = { atimeNs: timeOf(atime), mtimeNs: timeOf(mtime) };
    at(syscall, path, (text) => fs.utimes(text, changed, { follow }));
  }
}

function isSameInode(one: Stat, other: Stat): boolean {
  return one.ino === other.ino && one.dev === other.dev;
}

/** Whether a path leads to nothing: ENOENT or ENOTDIR, as Node's `throwIfNoEntry` has it. */
function isMissing(fs: SyncFileSystem, path: string, syscall: "stat" | "lstat"): boolean {
  try {
    fs[syscall](path);
    return false;
  } catch (error) {
    return error instanceof FsError && (error.code === "ENOENT" || error.code === "ENOTDIR");
  }
}

/** Makes a directory and those above it; gives the first that was missing. */
function makeAll(fs: SyncFileSystem, path: string, mode: number): string | undefined {
  let first: string | undefined;
  for (let end = path.indexOf("/", 1); ; end = path.indexOf("/", end + 1)) {
    const above = end < 0 ? path : path.slice(0, end);
    if (!fs.exists(above)) {
      fs.mkdir(above, mode);
      first ??= above;
    } else if (fs.stat(above).type !== "directory") {
      throw new FsError(end < 0 ? "EEXIST" : "ENOTDIR", "mkdir", path);
    }
    if (end < 0 || end === path.length - 1) return first;
  }
}

interface Listed {
  /** From the directory that was asked for. */
  readonly name: string;
  readonly dirent: NodeDirent;
}

function listing(fs: SyncFileSystem, path: string, options: ReaddirOptions | undefined): Listed[] {
  const recursive = typeof options === "object" && options?.recursive === true;
  const listed: Listed[] = [];
  const pending = [{ directory: path, prefix: "" }];
  for (const { directory, prefix } of pending) {
    const entries = asNode("scandir", { path: directory }, () => fs.readdir(directory));
    for (const { name, type } of entries) {
      listed.push({ name: `${prefix}${name}`, dirent: new NodeDirent(name, directory, type) });
      if (recursive && type === "directory") {
        pending.push({ directory: joinPath(directory, name), prefix: `${prefix}${name}/` });
      }
    }
  }
  return listed;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

function randomName(): string {
  const numbers = crypto.getRandomValues(new Uint8Array(6));
  return Array.from(numbers, (number) => letters[number % letters.length]).join("");
}
