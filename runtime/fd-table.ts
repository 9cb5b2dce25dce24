/** The descriptor numbers of one guest and what stands behind them. */
import { type FileType, FsError, type OpenFile, type SyncFileSystem } from "../vfs/index.ts";
import type { Stream } from "./stdio.ts";

/** What a descriptor may be used for: WASI rights bits, of itself and of what is opened through it. */
export interface Rights {
  readonly base: bigint;
  readonly inheriting: bigint;
}

/** Every right; what descriptors have that a front end without rights opened. */
export const allRights: Rights = { base: 2n ** 30n - 1n, inheriting: 2n ** 30n - 1n };

/** An open file or directory of the filesystem. */
export interface FileDescriptor {
  readonly kind: "file";
  readonly file: OpenFile;
  readonly type: FileType;
  /** The guest path under which a preopened directory is offered. */
  readonly preopen?: string;
  /** WASI fdflags: append 1, dsync 2, nonblock 4, rsync 8, sync 16. */
  flags: number;
  rights: Rights;
}

/** Standard input and output, and devices. */
export interface StreamDescriptor {
  readonly kind: "stream";
  readonly stream: Stream;
  flags: number;
  rights: Rights;
}

/** What stands behind a descriptor number. The same object may stand behind several. */
export type Descriptor = FileDescriptor | StreamDescriptor;

/** The descriptor numbers of one guest; owns the open files behind them. */
export class FdTable {
  readonly #fs: SyncFileSystem;
  readonly #maxFds: number;
  readonly #slots: (Descriptor | undefined)[] = [];

  constructor(fs: SyncFileSystem, maxFds: number) {
    this.#fs = fs;
    this.#maxFds = maxFds;
  }

  /** Gives `descriptor` the lowest free number that is at least `lowest`. Throws `FsError` EMFILE when none is left; the caller still owns the file then. */
  add(descriptor: Descriptor, lowest = 0): number {
    let fd = lowest;
    while (this.#slots[fd] !== undefined) fd += 1;
    if (fd >= this.#maxFds) throw new FsError("EMFILE", "open");
    while (this.#slots.length < fd) this.#slots.push(undefined);
    this.#slots[fd] = descriptor;
    return fd;
  }

  /** What stands behind `fd`, or undefined when nothing does. */
  get(fd: number): Descriptor | undefined {
    return this.#slots[fd];
  }

  /** What stands behind `fd`. Throws `FsError` EBADF when nothing does. */
  require(fd: number, syscall: string): Descriptor {
    const descriptor = this.#slots[fd];
    if (descriptor === undefined) throw new FsError("EBADF", syscall);
    return descriptor;
  }

  /** Frees `fd`; closes the open file when no other number stands for it. Throws `FsError` EBADF. */
  close(fd: number): void {
    const descriptor = this.require(fd, "close");
    this.#slots[fd] = undefined;
    this.#release(descriptor);
  }

  /** Moves `from` to the number `to`, closing what stood there. Throws `FsError` EBADF unless both are open. */
  renumber(from: number, to: number): void {
    const moved = this.require(from, "renumber");
    const replaced = this.require(to, "renumber");
    if (from === to) return;
    this.#slots[to] = moved;
    this.#slots[from] = undefined;
    this.#release(replaced);
  }

  /** Closes every number, so that no open file outlives its guest. */
  closeAll(): void {
    for (const descriptor of new Set(this.#slots.splice(0))) {
      if (descriptor?.kind === "file") this.#fs.close(descriptor.file);
    }
  }

  #release(descriptor: Descriptor): void {
    if (descriptor.kind === "file" && !this.#slots.includes(descriptor)) {
      this.#fs.close(descriptor.file);
    }
  }
}
