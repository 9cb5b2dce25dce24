/** The calls of `SyncFileSystem` on open files and directories, on one tree. */
import {
  closeFile,
  handleOf,
  openFile,
  readFile,
  seekFile,
  truncateOpen,
  writeFile,
} from "./file-calls.ts";
import { changeMode, changeTimes, entriesAfter } from "./inode-calls.ts";
import { above, type Located, pathOfDirectory, statOf } from "./mount.ts";
import type { OpenFile } from "./open-file.ts";
import type { DirectoryEntry, Stat } from "./stat.ts";
import type { OpenFlags, Resolution, SyncFileSystem, Times } from "./sync-file-system.ts";
import { failure, type Tree } from "./tree.ts";

/** What an open file or directory can be asked for. */
type Calls = Pick<
  SyncFileSystem,
  | "open"
  | "close"
  | "read"
  | "write"
  | "seek"
  | "ftruncate"
  | "fstat"
  | "fchmod"
  | "futimes"
  | "entries"
  | "parentIno"
  | "pathOf"
>;

/** The part of the core that works on open files. */
export class OpenFileCalls implements Calls {
  readonly #tree: Tree;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  open(path: string, flags: OpenFlags, mode = 0o666, at?: Resolution): OpenFile {
    return openFile(this.#tree, path, { flags, mode, at });
  }

  close(file: OpenFile): void {
    closeFile(this.#tree, file);
  }

  read(file: OpenFile, target: Uint8Array, position?: number): number {
    return readFile(this.#tree, file, target, position);
  }

  write(file: OpenFile, source: Uint8Array, position?: number): number {
    return writeFile(this.#tree, file, source, position);
  }

  seek(file: OpenFile, offset: number, whence: "set" | "current" | "end"): number {
    return seekFile(this.#tree, file, { offset, whence });
  }

  ftruncate(file: OpenFile, size: number): void {
    truncateOpen(this.#tree, file, size);
  }

  fstat(file: OpenFile): Stat {
    return statOf(this.#opened(file, "fstat"));
  }

  fchmod(file: OpenFile, mode: number): void {
    changeMode(this.#opened(file, "fchmod"), mode, { syscall: "fchmod" });
  }

  futimes(file: OpenFile, times: Times): void {
    changeTimes(this.#opened(file, "futimes"), times, { syscall: "futimes" });
  }

  entries(directory: OpenFile, cookie = 0): Iterable<DirectoryEntry> {
    const { mount, inode } = this.#openedDirectory(directory, "scandir");
    return entriesAfter(mount, inode.ino, cookie);
  }

  parentIno(directory: OpenFile): number {
    const located = this.#openedDirectory(directory, "scandir");
    return (above(located) ?? located).inode.ino;
  }

  pathOf(directory: OpenFile): string {
    const path = pathOfDirectory(this.#openedDirectory(directory, "getcwd"));
    if (path === undefined) throw failure("ENOENT", "getcwd");
    return path;
  }

  #opened(file: OpenFile, syscall: string): Located {
    const { mount, ino } = handleOf(this.#tree, file, syscall);
    return { mount, inode: mount.tree.get(ino) };
  }

  #openedDirectory(directory: OpenFile, syscall: string): Located {
    const located = this.#opened(directory, syscall);
    if (located.inode.entries === undefined) throw failure("ENOTDIR", syscall);
    return located;
  }
}
