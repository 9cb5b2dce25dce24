/** Where the program is that a command names, as POSIX `execvp` looks for it. */
import { FsError } from "../vfs/index.ts";
import type { Kernel } from "./kernel.ts";

/**
 * The path of the file that `name` stands for: a name with a slash is a path, any other is looked
 * for in the directories of `PATH`. Undefined when there is none. Whether a file may be executed
 * is not asked: files that a host or a guest has just written rarely say so.
 */
export function findExecutable(
  name: string,
  { fs, cwd, env }: Pick<Kernel, "fs" | "cwd" | "env">,
): string | undefined {
  const absolute = (path: string): string => (path.startsWith("/") ? path : `${cwd}/${path}`);
  const candidates = name.includes("/")
    ? [absolute(name)]
    : directories(env["PATH"]).map((directory) => `${absolute(directory)}/${name}`);
  return name === "" ? undefined : candidates.find((path) => isFile(fs, path));
}

/** Directories in which commands seem to be. */
const commandDirectories = /^\/(?:usr\/(?:local\/)?)?bin\/(?=[^/]+$)/;

/** The name of the command that `name` means, which may be given with a directory such as `/usr/bin`. */
export function commandName(name: string): string {
  return name.replace(commandDirectories, "");
}

function directories(path: string | undefined): readonly string[] {
  return path === undefined || path === "" ? [] : path.split(":");
}

function isFile(fs: Kernel["fs"], path: string): boolean {
  try {
    return fs.stat(path).type === "file";
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}
