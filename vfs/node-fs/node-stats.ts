/** What `stat` and `readdir` of Node's `fs` give. */
import { modeOfType, typeBits } from "../inode.ts";
import type { FileType, Stat } from "../stat.ts";

const blockBytes = 4096;
/** The unit of `blocks`. */
const sectorBytes = 512;

abstract class TypeTests {
  protected abstract hasType(type: FileType): boolean;

  isFile(): boolean {
    return this.hasType("file");
  }

  isDirectory(): boolean {
    return this.hasType("directory");
  }

  isSymbolicLink(): boolean {
    return this.hasType("symlink");
  }

  isBlockDevice(): boolean {
    return false;
  }

  isCharacterDevice(): boolean {
    return false;
  }

  isFIFO(): boolean {
    return false;
  }

  isSocket(): boolean {
    return false;
  }
}

/** Numbers, times in milliseconds and as dates. */
export class NodeStats extends TypeTests {
  readonly dev: number;
  readonly ino: number;
  readonly mode: number;
  readonly nlink: number;
  readonly uid: number = 0;
  readonly gid: number = 0;
  readonly rdev: number = 0;
  readonly size: number;
  readonly blksize: number = blockBytes;
  readonly blocks: number;
  readonly atimeMs: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly birthtimeMs: number;
  readonly atime: Date;
  readonly mtime: Date;
  readonly ctime: Date;
  readonly birthtime: Date;

  constructor(stat: Stat) {
    super();
    this.dev = stat.dev;
    this.ino = stat.ino;
    this.mode = stat.mode;
    this.nlink = stat.nlink;
    this.size = stat.size;
    this.blocks = Math.ceil(stat.size / sectorBytes);
    this.atimeMs = milliseconds(stat.atimeNs);
    this.mtimeMs = milliseconds(stat.mtimeNs);
    this.ctimeMs = milliseconds(stat.ctimeNs);
    this.birthtimeMs = milliseconds(stat.birthtimeNs);
    this.atime = new Date(this.atimeMs);
    this.mtime = new Date(this.mtimeMs);
    this.ctime = new Date(this.ctimeMs);
    this.birthtime = new Date(this.birthtimeMs);
  }

  protected override hasType(type: FileType): boolean {
    return (this.mode & typeBits) === modeOfType[type];
  }
}

/** The same in bigints, with times in nanoseconds too. */
export class NodeBigIntStats extends TypeTests {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly mode: bigint;
  readonly nlink: bigint;
  readonly uid: bigint = 0n;
  readonly gid: bigint = 0n;
  readonly rdev: bigint = 0n;
  readonly size: bigint;
  readonly blksize: bigint = BigInt(blockBytes);
  readonly blocks: bigint;
  readonly atimeMs: bigint;
  readonly mtimeMs: bigint;
  readonly ctimeMs: bigint;
  readonly birthtimeMs: bigint;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly birthtimeNs: bigint;
  readonly atime: Date;
  readonly mtime: Date;
  readonly ctime: Date;
  readonly birthtime: Date;

  constructor(stat: Stat) {
    super();
    this.dev = BigInt(stat.dev);
    this.ino = BigInt(stat.ino);
    this.mode = BigInt(stat.mode);
    this.nlink = BigInt(stat.nlink);
    this.size = BigInt(stat.size);
    this.blocks = BigInt(Math.ceil(stat.size / sectorBytes));
    this.atimeNs = stat.atimeNs;
    this.mtimeNs = stat.mtimeNs;
    this.ctimeNs = stat.ctimeNs;
    this.birthtimeNs = stat.birthtimeNs;
    this.atimeMs = stat.atimeNs / 1_000_000n;
    this.mtimeMs = stat.mtimeNs / 1_000_000n;
    this.ctimeMs = stat.ctimeNs / 1_000_000n;
    this.birthtimeMs = stat.birthtimeNs / 1_000_000n;
    this.atime = new Date(milliseconds(stat.atimeNs));
    this.mtime = new Date(milliseconds(stat.mtimeNs));
    this.ctime = new Date(milliseconds(stat.ctimeNs));
    this.birthtime = new Date(milliseconds(stat.birthtimeNs));
  }

  protected override hasType(type: FileType): boolean {
    return (Number(this.mode) & typeBits) === modeOfType[type];
  }
}

/** One name of a directory. */
export class NodeDirent extends TypeTests {
  readonly name: string;
  /** The directory, as it was given to the call. */
  readonly parentPath: string;
  readonly path: string;
  readonly #type: FileType;

  constructor(name: string, parentPath: string, type: FileType) {
    super();
    this.name = name;
    this.parentPath = parentPath;
    this.path = parentPath;
    this.#type = type;
  }

  protected override hasType(type: FileType): boolean {
    return this.#type === type;
  }
}

/** What `statfs` gives. */
export interface NodeStatFs {
  readonly type: number;
  readonly bsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

function milliseconds(timeNs: bigint): number {
  return Number(timeNs) / 1_000_000;
}
