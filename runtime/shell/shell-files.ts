/** The filesystem as the interpreter wants one, over the guest's: every call is done when it returns. */
import { cost } from "../../utils-lib/index.ts";
import { FsError, type JustBashStat, normalizePath, type Stat } from "../../vfs/index.ts";
import type { Kernel } from "../kernel.ts";
import { toLatin1 } from "../latin1.ts";
import { decodeText, encodeText } from "./byte-text.ts";
import type { ShellFiles } from "./interpreter.ts";
import { fromLatin1 } from "./latin1.ts";
import type { SyncPromise, SyncPromises } from "./sync-promise.ts";
import type { SystemFiles } from "./system-files.ts";
import { copyTree, removeTree } from "./tree-work.ts";

/** What the files of a shell stand on. */
export interface ShellFilesOptions {
  readonly kernel: Pick<Kernel, "fs" | "fuel">;
  readonly system: SystemFiles;
  readonly promises: Pick<SyncPromises, "resolve" | "reject">;
  /** The permissions that new files and directories do not have. */
  umask(): number;
}

/** Makes the filesystem of one shell. Its errors are `FsError`. */
export function createShellFiles(options: ShellFilesOptions): ShellFiles {
  const { kernel, system, promises } = options;
  const { fs, fuel } = kernel;
  const directoryMode = (): number => 0o777 & ~options.umask();
  /** Makes a file with the permissions that the shell asks for, if there is none. */
  const place = (path: string): void => {
    const mode = 0o666 & ~options.umask();
    if (mode === 0o644 || fs.exists(path)) return;
    fs.close(fs.open(path, { write: true, create: true }, mode));
  };
  const work = { fs, charge: (amount: number) => fuel.charge(amount) };
  const settle = <Value>(amount: number, perform: () => Value): SyncPromise<Value> => {
    fuel.charge(amount);
    try {
      return promises.resolve(perform());
    } catch (error) {
      return promises.reject(error);
    }
  };
  const read = (path: string): Uint8Array<ArrayBuffer> => {
    if (system.owns(path)) return system.read(path);
    fuel.charge(fs.stat(path).size * cost.copiedByte);
    return fs.readFile(path);
  };
  /** Answers whether there is anything to do: what devices take is gone. */
  const isWritable = (path: string): boolean => {
    if (!system.owns(path)) return true;
    if (path.startsWith("/dev/") && system.has(path)) return false;
    throw new FsError("EACCES", "open", path);
  };
  const change = (path: string, perform: () => void): SyncPromise<void> =>
    settle(cost.change, () => {
      if (isWritable(path)) perform();
    });
  const stat = (path: string): JustBashStat =>
    system.owns(path) ? system.stat(path) : shownStat(fs.stat(path));
  const lstat = (path: string): JustBashStat =>
    system.owns(path) ? system.stat(path) : shownStat(fs.lstat(path));
  const list = (path: string): string[] => {
    const own = system.owns(path) ? [] : fs.readdir(path).map(({ name }) => name);
    if (system.owns(path) && !system.stat(path).isDirectory) {
      throw new FsError("ENOTDIR", "scandir", path);
    }
    const names = [...new Set([...own, ...system.list(path)])];
    fuel.charge(names.length * cost.entry);
    return path === "/" ? names.sort() : names;
  };
  const path = trimSlashes;
  return {
    readFile: (of, options) => settle(cost.file, () => asText(read(path(of)), encodingOf(options))),
    readFileBytes: (of) => settle(cost.file, () => toLatin1(read(path(of)))),
    readFileBuffer: (of) => settle(cost.file, () => read(path(of))),
    writeFile: (of, content, options) =>
      settle(cost.change + content.length * cost.copiedByte, () => {
        if (!isWritable(of)) return;
        place(of);
        fs.writeFile(of, asBytes(content, encodingOf(options)));
      }),
    appendFile: (of, content, options) =>
      settle(cost.change + content.length * cost.copiedByte, () => {
        if (!isWritable(of)) return;
        place(of);
        const file = fs.open(of, { write: true, append: true, create: true });
        try {
          fs.write(file, asBytes(content, encodingOf(options)));
        } finally {
          fs.close(file);
        }
      }),
    exists: (of) => settle(cost.path, () => (system.owns(of) ? system.has(of) : fs.exists(of))),
    stat: (of) => settle(cost.path, () => stat(of)),
    lstat: (of) => settle(cost.path, () => lstat(path(of))),
    mkdir: (of, options) =>
      change(of, () => {
        if (options?.recursive === true) makeDirectories(fs, of, directoryMode());
        else fs.mkdir(path(of), directoryMode());
      }),
    readdir: (of) => settle(cost.path, () => list(of)),
    readdirWithFileTypes: (of) =>
      settle(cost.path, () =>
        list(of).map((name) => {
          const { isFile, isDirectory, isSymbolicLink } = lstat(
            of === "/" ? `/${name}` : `${path(of)}/${name}`,
          );
          return { name, isFile, isDirectory, isSymbolicLink };
        }),
      ),
    rm: (of, { recursive = false, force = false } = {}) =>
      change(of, () => {
        const target = path(of);
        if (!fs.exists(target, { follow: false })) {
          if (!force) throw new FsError("ENOENT", "rm", of);
        } else if (recursive) removeTree(work, target);
        else if (fs.lstat(target).type === "directory") fs.rmdir(target);
        else fs.unlink(target);
      }),
    cp: (from, to, { recursive = false } = {}) =>
      change(to, () => {
        const source = path(from);
        if (fs.stat(source).type === "directory" && !recursive)
          throw new FsError("EISDIR", "cp", from);
        copyTree(work, recursive ? source : fs.realpath(source), path(to));
      }),
    mv: (from, to) => change(to, () => fs.rename(path(from), path(to))),
    resolvePath: (base, of) => normalizePath(of, base),
    getAllPaths: () => [],
    chmod: (of, mode) => change(of, () => fs.chmod(of, mode)),
    symlink: (target, of) => change(of, () => fs.symlink(target, of)),
    link: (existing, of) => change(of, () => fs.link(existing, of)),
    readlink: (of) => settle(cost.path, () => fs.readlink(of)),
    realpath: (of) => settle(cost.path, () => (system.owns(of) ? of : fs.realpath(of))),
    utimes: (of, atime, mtime) =>
      change(of, () => fs.utimes(of, { atimeNs: nanoseconds(atime), mtimeNs: nanoseconds(mtime) })),
  };
}

/** A slash at the end says that it is a directory, which the calls find out by themselves. */
function trimSlashes(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.replace(/\/+$/, "") || "/" : path;
}

function makeDirectories(fs: Kernel["fs"], path: string, mode: number): void {
  const names = path.split("/").filter((name) => name !== "");
  let current = "";
  for (const name of names) {
    current += `/${name}`;
    if (!fs.exists(current)) fs.mkdir(current, mode);
    else if (fs.stat(current).type !== "directory") throw new FsError("EEXIST", "mkdir", path);
  }
}

function encodingOf(options: unknown): string {
  if (typeof options === "string") return options;
  const encoding: unknown =
    typeof options === "object" && options !== null ? Reflect.get(options, "encoding") : undefined;
  return typeof encoding === "string" ? encoding : "utf8";
}

function asText(bytes: Uint8Array, encoding: string): string {
  return isBinary(encoding) ? toLatin1(bytes) : decodeText(bytes);
}

function asBytes(content: string | Uint8Array, encoding: string): Uint8Array {
  if (typeof content !== "string") return content;
  return isBinary(encoding) ? fromLatin1(content) : encodeText(content);
}

function isBinary(encoding: string): boolean {
  return encoding === "binary" || encoding === "latin1" || encoding === "ascii";
}

function shownStat({ type, mode, size, mtimeNs, dev, ino }: Stat): JustBashStat {
  return {
    isFile: type === "file",
    isDirectory: type === "directory",
    isSymbolicLink: type === "symlink",
    mode: mode & 0o7777,
    size,
    mtime: new Date(Number(mtimeNs / 1_000_000n)),
    dev,
    ino,
    identity: `${dev}:${ino}`,
  };
}

function nanoseconds(time: Date): bigint {
  return BigInt(time.getTime()) * 1_000_000n;
}
