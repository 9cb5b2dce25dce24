/** The files of the system that a shell sees beside the user's: its commands and devices. They are in no tree. */
import { FsError, type JustBashStat } from "../../vfs/index.ts";

/** Files that nobody can change, by their absolute paths. */
export interface SystemFiles {
  /** Whether `path` is one of them, or one of their directories. */
  has(path: string): boolean;
  /** Whether nothing but them can be at `path` or below. */
  owns(path: string): boolean;
  stat(path: string): JustBashStat;
  /** The names in a directory; none for a directory that is not theirs. */
  list(path: string): readonly string[];
  /** The content of a file. EISDIR for a directory. */
  read(path: string): Uint8Array<ArrayBuffer>;
}

const roots = ["/bin", "/usr", "/dev"];
const devices = ["null", "zero", "stdin", "stdout", "stderr", "tty", "random", "urandom"];

let known: { readonly commands: Iterable<string>; readonly files: SystemFiles } | undefined;

/** The system of a shell that has `commands`. */
export function createSystemFiles(commands: Iterable<string>): SystemFiles {
  if (known?.commands !== commands) known = { commands, files: listFiles(commands) };
  return known.files;
}

function listFiles(commands: Iterable<string>): SystemFiles {
  const directories = new Map<string, Set<string>>();
  const add = (path: string): void => {
    const end = path.lastIndexOf("/");
    const parent = path.slice(0, end) || "/";
    const names = directories.get(parent) ?? new Set();
    if (parent !== "/" && !directories.has(parent)) add(parent);
    directories.set(parent, names.add(path.slice(end + 1)));
  };
  for (const name of commands) {
    add(`/bin/${name}`);
    add(`/usr/bin/${name}`);
  }
  for (const name of devices) add(`/dev/${name}`);
  const isDirectory = (path: string): boolean => path !== "/" && directories.has(path);
  const isFile = (path: string): boolean => {
    const end = path.lastIndexOf("/");
    return (
      !isDirectory(path) && directories.get(path.slice(0, end))?.has(path.slice(end + 1)) === true
    );
  };
  return {
    has: (path) => isDirectory(path) || isFile(path),
    owns: (path) => roots.some((root) => path === root || path.startsWith(`${root}/`)),
    stat(path) {
      if (!isDirectory(path) && !isFile(path)) throw new FsError("ENOENT", "stat", path);
      return {
        isFile: isFile(path),
        isDirectory: isDirectory(path),
        isSymbolicLink: false,
        mode: path.startsWith("/dev/") && isFile(path) ? 0o666 : 0o755,
        size: 0,
        mtime: new Date(0),
        dev: 0,
        ino: 0,
        identity: `system:${path}`,
      };
    },
    list: (path) => [...(directories.get(path) ?? [])].sort(),
    read(path) {
      if (isDirectory(path)) throw new FsError("EISDIR", "read", path);
      if (!isFile(path)) throw new FsError("ENOENT", "open", path);
      return new Uint8Array();
    },
  };
}
