/** The inode: what a name stands for. Copied, not changed, when a snapshot may still read it. */
import type { Directory } from "./directory.ts";
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

/** The content of whatever is not a file; never changed. */
const noChunks: (Chunk | undefined)[] = [];

/** One file, directory or symlink. One hidden class for all three keeps table reads monomorphic. */
export class Inode {
  readonly owner: object;
  readonly ino: number;
  readonly type: FileType;
  mode: number;
  nlink: number;
  /** Bytes of content or of the target; 0 for a directory. */
  size = 0;
  atimeNs: bigint;
  mtimeNs: bigint;
  ctimeNs: bigint;
  birthtimeNs: bigint;
  readOnly = false;
  /** The directory and name it has, or 0 and "" when it has, or once had, several. */
  parent = 0;
  name = "";
  chunks: (Chunk | undefined)[];
  /** Only of a directory. */
  entries: Directory | undefined = undefined;
  /** Only of a symlink. */
  target = "";
  /** Extended attributes. Neither the map nor its values are ever changed, only replaced. */
  xattrs: ReadonlyMap<string, Uint8Array<ArrayBuffer>> | undefined = undefined;

  /** `mode` is type bits and permission bits; the rest is set by whoever makes it. */
  constructor(owner: object, ino: number, type: FileType, mode: number, timeNs: bigint) {
    this.owner = owner;
    this.ino = ino;
    this.type = type;
    this.mode = mode;
    this.nlink = type === "directory" ? 2 : 1;
    this.atimeNs = timeNs;
    this.mtimeNs = timeNs;
    this.ctimeNs = timeNs;
    this.birthtimeNs = timeNs;
    this.chunks = type === "file" ? [] : noChunks;
  }

  /** A copy that `owner` may change; chunks and directory entries stay shared until written to. */
  copyFor(owner: object): Inode {
    const copy = new Inode(owner, this.ino, this.type, this.mode, this.birthtimeNs);
    copy.nlink = this.nlink;
    copy.size = this.size;
    copy.atimeNs = this.atimeNs;
    copy.mtimeNs = this.mtimeNs;
    copy.ctimeNs = this.ctimeNs;
    copy.readOnly = this.readOnly;
    copy.parent = this.parent;
    copy.name = this.name;
    if (this.type === "file") copy.chunks = this.chunks.slice();
    copy.entries = this.entries;
    copy.target = this.target;
    copy.xattrs = this.xattrs;
    return copy;
  }

  stat(dev: number): Stat {
    return {
      dev,
      ino: this.ino,
      type: this.type,
      mode: this.mode,
      nlink: this.nlink,
      size: this.size,
      atimeNs: this.atimeNs,
      mtimeNs: this.mtimeNs,
      ctimeNs: this.ctimeNs,
      birthtimeNs: this.birthtimeNs,
    };
  }
}

/** The type that a mode's type bits name. */
export function typeOfMode(mode: number): FileType | undefined {
  switch (mode & typeBits) {
    case modeOfType.file:
      return "file";
    case modeOfType.directory:
      return "directory";
    case modeOfType.symlink:
      return "symlink";
    default:
      return undefined;
  }
}
