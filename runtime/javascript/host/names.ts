/** Host calls on names: what they stand for, making, moving and removing them. */
import { FsError, joinPath, type Stat } from "../../../vfs/index.ts";
import type { Kernel } from "../../kernel.ts";
import { named } from "../guest-error.ts";
import type { Operation } from "../host-call.ts";
import { hostCost } from "../host-cost.ts";
import { nanosecondsAt, numberAt, textAt } from "./arguments.ts";
import { statFields } from "./descriptors.ts";
import { resolvePath } from "./paths.ts";

/** The operations on paths whose content does not matter. */
export function nameOperations(kernel: Kernel): readonly [string, Operation][] {
  const { fs, fuel } = kernel;
  /** An operation on one path. */
  const onPath =
    <T extends ReturnType<Operation>>(
      syscall: string,
      run: (path: string, args: readonly unknown[]) => T,
    ): Operation =>
    (args) => {
      const path = textAt(args, 0);
      fuel.charge(hostCost.path);
      return named({ syscall, path }, () => run(resolvePath(kernel, path), args));
    };
  /** An operation on two paths. */
  const onPaths =
    (syscall: string, run: (path: string, other: string) => void): Operation =>
    (args) => {
      const path = textAt(args, 0);
      const dest = textAt(args, 1);
      fuel.charge(2 * hostCost.path);
      named({ syscall, path, dest }, () =>
        run(resolvePath(kernel, path), resolvePath(kernel, dest)),
      );
    };
  /** `stat`, or `null` where there is nothing and that is no error. */
  const status = (syscall: string, find: (path: string) => Stat): Operation =>
    onPath(syscall, (path, args) => {
      if (args[1] === true && !isThere(() => find(path))) return { json: "null" };
      return statFields(find(path));
    });
  return [
    ["fs.stat", status("stat", (path) => fs.stat(path))],
    ["fs.lstat", status("lstat", (path) => fs.lstat(path))],
    ["fs.exists", onPath("access", (path) => fs.exists(path))],
    ["fs.access", onPath("access", (path) => void fs.stat(path))],
    [
      "fs.readdir",
      onPath("scandir", (path) => {
        const entries = fs.readdir(path);
        fuel.charge(entries.length * hostCost.entry);
        return { json: JSON.stringify(entries.map(({ name, type }) => [name, type])) };
      }),
    ],
    [
      "fs.mkdir",
      onPath("mkdir", (path, args) => {
        const mode = numberAt(args, 2);
        if (args[1] === true) return makeParents(kernel, path, mode);
        fs.mkdir(path, mode);
        return undefined;
      }),
    ],
    ["fs.rm", onPath("lstat", (path) => void removeTree(kernel, path))],
    ["fs.rmdir", onPath("rmdir", (path) => void fs.rmdir(path))],
    ["fs.unlink", onPath("unlink", (path) => void fs.unlink(path))],
    ["fs.rename", onPaths("rename", (from, to) => fs.rename(from, to))],
    ["fs.link", onPaths("link", (existing, created) => fs.link(existing, created))],
    [
      "fs.symlink",
      (args) => {
        const path = textAt(args, 0);
        const dest = textAt(args, 1);
        fuel.charge(hostCost.path);
        named({ syscall: "symlink", path, dest }, () =>
          fs.symlink(path, resolvePath(kernel, dest)),
        );
      },
    ],
    ["fs.readlink", onPath("readlink", (path) => fs.readlink(path))],
    ["fs.realpath", onPath("lstat", (path) => fs.realpath(path))],
    ["fs.chmod", onPath("chmod", (path, args) => void fs.chmod(path, numberAt(args, 1)))],
    ["fs.truncate", onPath("open", (path, args) => void fs.truncate(path, numberAt(args, 1)))],
    [
      "fs.utimes",
      onPath("utime", (path, args) => {
        const times = { atimeNs: nanosecondsAt(args, 1), mtimeNs: nanosecondsAt(args, 2) };
        fs.utimes(path, times, args[3] === true ? {} : { follow: false });
        return undefined;
      }),
    ],
  ];
}

function isThere(find: () => unknown): boolean {
  try {
    find();
    return true;
  } catch (error) {
    if (error instanceof FsError && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
      return false;
    }
    throw error;
  }
}

/** Makes a directory and what is missing above it; answers the first one made. */
function makeParents(kernel: Kernel, path: string, mode: number): string | undefined {
  const { fs, fuel } = kernel;
  let first: string | undefined;
  let current = "/";
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    current = joinPath(current, name);
    fuel.charge(hostCost.path);
    if (fs.exists(current)) continue;
    fs.mkdir(current, mode);
    first ??= current;
  }
  if (fs.stat(path).type !== "directory") throw new FsError("EEXIST", "mkdir", path);
  return first;
}

/** Removes a file, a link, or a directory with all below it. */
function removeTree(kernel: Kernel, root: string): void {
  const { fs, fuel } = kernel;
  if (fs.lstat(root).type !== "directory") {
    fs.unlink(root);
    return;
  }
  // Without recursion: a tree may be deeper than the host's stack.
  const pending = [root];
  for (let path = pending.at(-1); path !== undefined; path = pending.at(-1)) {
    const entries = fs.readdir(path);
    fuel.charge((1 + entries.length) * hostCost.entry);
    const directories: string[] = [];
    for (const { name, type } of entries) {
      const child = joinPath(path, name);
      if (type === "directory") directories.push(child);
      else fs.unlink(child);
    }
    if (directories.length > 0) {
      pending.push(...directories);
      continue;
    }
    fs.rmdir(path);
    pending.pop();
  }
}
