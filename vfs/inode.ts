/** The inode: what a name stands for. Copied, not changed, when a snapshot may still read it. */
import { Directory } from "./directory.ts";
import type { FileType, Stat } from "./stat.ts";

/** Content is kept in pieces of this many bytes. */
export const chunkBytes = 65_536;

/** The inode number of `/`. */
export const rootIno = 1;

/** The file type bits of a mode. */
export const typeBits = 0o170000;

/** The permission bits of a mode, with set-id and sticky. */
export const permissionBits = 0o7777;

/** The type bits of each type of inode. */
export const modeOfType: Readonly<Record<FileType, number>> = {
  file: 0o100000,
  directory: 0o040000,
  symlink: 0o120000,
};

/** A piece of content. Shorter than its place in the file means zeros up to there. */
export interface Chunk {
  readonly owner: object;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The chunks of a file; holes are `undefined`. */
export type Chunks = (Chunk | undefined)[];

/**
 * What an inode holds: the entries of a directory, the target of a symlink, the chunks of a file, or
 * the slab with the whole content of a small one. Nothing for a file without a byte but holes.
 */
export type Body = Directory | string | Chunks | Uint8Array<ArrayBuffer> | undefined;

/** The four times of inodes. Never changed, so that all that is made at one moment shares one. */
export class InodeTimes {
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly birthtimeNs: bigint;

  constructor(times: Pick<Stat, "atimeNs" | "mtimeNs" | "ctimeNs" | "birthtimeNs">) {
    this.atimeNs = times.atimeNs;
    this.mtimeNs = times.mtimeNs;
    this.ctimeNs = times.ctimeNs;
    this.birthtimeNs = times.birthtimeNs;
  }

  /** All four the same. */
  static of(timeNs: bigint): InodeTimes {
    const times = { atimeNs: timeNs, mtimeNs: timeNs, ctimeNs: timeNs, birthtimeNs: timeNs };
    return new InodeTimes(times);
  }
}

/**
 * One file, directory or symlink. One hidden class for all three keeps table reads monomorphic, and
 * few fields keep a hundred thousand of them small.
 */
export class Inode {
  readonly owner: object;
  readonly ino: number;
  mode: number;
  nlink: number;
  /** Bytes of content or of the target; 0 for a directory. */
  size = 0;
  times: InodeTimes;
  readOnly = false;
  /** The directory and name it has, or 0 and "" when it has, or once had, several. */
  parent = 0;
  name = "";
  body: Body = undefined;
  /** Where in slabs the content of a small file is; see `Slab`. */
  place = 0;
  /** Extended attributes. Neither the map nor its values are ever changed, only replaced. */
  xattrs: ReadonlyMap<string, Uint8Array<ArrayBuffer>> | undefined = undefined;

  /** `mode` is type bits and permission bits; the rest is set by whoever makes it. */
  constructor(owner: object, ino: number, mode: number, times: InodeTimes) {
    this.owner = owner;
    this.ino = ino;
    this.mode = mode;
    this.nlink = (mode & typeBits) === modeOfType.directory ? 2 : 1;
    this.times = times;
  }

  get type(): FileType {
    return typeOfMode(this.mode) ?? "file";
  }

  /** Only of a directory. */
  get entries(): Directory | undefined {
    return this.body instanceof Directory ? this.body : undefined;
  }

  /** Of whatever is not a symlink, empty. */
  get target(): string {
    return typeof this.body === "string" ? this.body : "";
  }

  /** Sets the time of the last change to content or entries. */
  modifiedAt(timeNs: bigint): void {
    const { times } = this;
    if (times.mtimeNs === timeNs && times.ctimeNs === timeNs) return;
    const { atimeNs, birthtimeNs } = times;
    this.times = new InodeTimes({ atimeNs, mtimeNs: timeNs, ctimeNs: timeNs, birthtimeNs });
  }

  /** Sets the time of the last change to the inode itself. */
  changedAt(timeNs: bigint): void {
    const { atimeNs, mtimeNs, ctimeNs, birthtimeNs } = this.times;
    if (ctimeNs === timeNs) return;
    this.times = new InodeTimes({ atimeNs, mtimeNs, ctimeNs: timeNs, birthtimeNs });
  }

  /** A copy that `owner` may change; chunks and directory entries stay shared until written to. */
  copyFor(owner: object): Inode {
    const copy = new Inode(owner, this.ino, this.mode, this.times);
    copy.nlink = this.nlink;
    copy.size = this.size;
    copy.readOnly = this.readOnly;
    copy.parent = this.parent;
    copy.name = this.name;
    copy.body = Array.isArray(this.body) ? this.body.slice() : this.body;
    copy.place = this.place;
    copy.xattrs = this.xattrs;
    return copy;
  }

  stat(dev: number): Stat {
    const { atimeNs, mtimeNs, ctimeNs, birthtimeNs } = this.times;
    return {
      dev,
      ino: this.ino,
      type: this.type,
      mode: this.mode,
      nlink: this.nlink,
      size: this.size,
      atimeNs,
      mtimeNs,
      ctimeNs,
      birthtimeNs,
    };
  }
}

/** The type that a mode's type bits name. */
export function typeOfMode(mode: number): FileType | undefined {
  switch (mode & typeBits) {
    case 0o100000:
      return "file";
    case 0o040000:
      return "directory";
    case 0o120000:
      return "symlink";
    default:
      return undefined;
  }
}
