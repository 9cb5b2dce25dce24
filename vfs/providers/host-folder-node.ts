/**
 * A directory of the host that is held open, so that no link can be swapped into a path below it.
 * On Linux each step is taken from the descriptor of the folder before; elsewhere paths are checked
 * against the descriptor before each use, which narrows the race but does not close it.
 */
import {
  type BigIntStats,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
} from "node:fs";
import { join } from "node:path";
import { codeOf, HostFault } from "./mount-error.ts";

/** Flags that do not exist on every platform count as nothing there. */
const noFollow = constants.O_NOFOLLOW ?? 0;
const folderFlags = constants.O_RDONLY | (constants.O_DIRECTORY ?? 0) | noFollow;

/** Flags to read a file: not through a link, and without waiting for the other end of a pipe. */
export const readFlags: number = constants.O_RDONLY | noFollow | (constants.O_NONBLOCK ?? 0);

/** Flags to write a file that must be new. */
export const createFlags: number =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | noFollow;

const walksByDescriptor = existsSync("/proc/self/fd");

/** An open folder; close it. */
export class HostFolder {
  readonly #path: string;
  readonly #fd: number;

  private constructor(path: string, fd: number) {
    this.#path = path;
    this.#fd = fd;
  }

  /** Opens a folder that the host's programmer named; links in `path` must be resolved already. */
  static open(path: string): HostFolder {
    const fd = openSync(path, folderFlags);
    if (fstatSync(fd).isDirectory()) return new HostFolder(path, fd);
    closeSync(fd);
    throw new HostFault("ENOTDIR", "not a directory");
  }

  /** Which folder it is, whatever its path has become. */
  get identity(): string {
    return identityOf(fstatSync(this.#fd));
  }

  /** What the host tells of the folder. */
  stat(): BigIntStats {
    return fstatSync(this.#fd, { bigint: true });
  }

  /** Sets permission bits, and times in seconds. */
  setAttributes({ mode, seconds }: { readonly mode?: number; readonly seconds?: number }): void {
    if (mode !== undefined) fchmodSync(this.#fd, mode);
    if (seconds !== undefined) futimesSync(this.#fd, seconds, seconds);
  }

  /** Names in the folder, as bytes: a name of the host need not be valid Unicode. */
  names(): readonly Buffer[] {
    return readdirSync(this.#base(), { encoding: "buffer" });
  }

  /** The path of a name in this folder, for one call that does not follow links. */
  path(name: string): string {
    return join(this.#base(), checkName(name));
  }

  /** Opens a folder in this one. ENOENT; ELOOP or ENOTDIR for a link or a file. */
  openFolder(name: string): HostFolder {
    const path = this.path(name);
    if (lstatSync(path).isSymbolicLink()) throw new HostFault("ELOOP", "a link");
    return HostFolder.open(path);
  }

  /** Makes a folder in this one unless there is one. */
  makeFolder(name: string): void {
    try {
      mkdirSync(this.path(name), 0o755);
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  #base(): string {
    if (walksByDescriptor) return `/proc/self/fd/${this.#fd}/`;
    if (identityOf(lstatSync(this.#path)) === this.identity) return this.#path;
    throw new HostFault("ESTALE", "it was replaced while it was in use");
  }
}

function identityOf(stat: { readonly dev: number; readonly ino: number }): string {
  return `${stat.dev}:${stat.ino}`;
}

/** Windows reads `\` as a separator and `:` as a stream: a guest's name must not become a path. */
function checkName(name: string): string {
  const unsafe = process.platform === "win32" ? /[\\/:\0]/ : /[/\0]/;
  if (name !== "" && name !== "." && name !== ".." && !unsafe.test(name)) return name;
  throw new HostFault("EINVAL", "the host has no such names");
}
