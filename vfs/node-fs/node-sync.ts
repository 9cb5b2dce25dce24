/** The synchronous calls of Node's `fs`, as types. */
import type { NodeEncoding, NodePath, NodeTime } from "./node-arguments.ts";
import type { NodeBigIntStats, NodeDirent, NodeStatFs, NodeStats } from "./node-stats.ts";

/** How a file is read. */
export type ReadFileOptions =
  | NodeEncoding
  | { readonly encoding?: NodeEncoding; readonly flag?: string | number };

/** How a file is written. */
export type WriteFileOptions =
  | NodeEncoding
  | {
      readonly encoding?: NodeEncoding;
      readonly flag?: string | number;
      readonly mode?: number | string;
    };

/** How `stat` answers. */
export interface StatOptions {
  readonly bigint?: boolean;
  /** Of the synchronous calls: give `undefined` instead of throwing ENOENT. @default true */
  readonly throwIfNoEntry?: boolean;
}

/** Where a read or write of a buffer starts and ends. */
export interface BufferRange {
  readonly offset?: number;
  readonly length?: number;
  readonly position?: number | bigint | null;
}

/** How a directory is listed. */
export type ReaddirOptions =
  | NodeEncoding
  | {
      readonly encoding?: NodeEncoding;
      readonly withFileTypes?: boolean;
      readonly recursive?: boolean;
    };

/** How a tree is removed or made. */
export interface RmOptions {
  readonly recursive?: boolean;
  readonly force?: boolean;
}

/** How a tree is copied. */
export interface CpOptions {
  readonly recursive?: boolean;
  /** @default true */
  readonly force?: boolean;
  readonly errorOnExist?: boolean;
}

/** What `stat` gives. */
export type AnyStats = NodeStats | NodeBigIntStats;

/** An encoding that gives text. */
export type TextEncodingName = Exclude<NodeEncoding, "buffer" | null>;

/** Options that leave bytes as they are. */
export type AsBytes =
  | "buffer"
  | null
  | { readonly encoding?: "buffer" | null; readonly flag?: string | number };

/** Options that give text. */
export type AsText =
  | TextEncodingName
  | { readonly encoding: TextEncodingName; readonly flag?: string | number };

/** Gives text when an encoding is named. */
export interface ReadFileSync {
  (path: NodePath | number, options?: AsBytes): Uint8Array;
  (path: NodePath | number, options: AsText): string;
  (path: NodePath | number, options?: ReadFileOptions): string | Uint8Array;
}

/** Options of a `stat` that throws when there is nothing. */
export interface Throwing<IsBigInt extends boolean = false> {
  readonly bigint?: IsBigInt;
  readonly throwIfNoEntry?: true;
}

/** Gives `undefined` only when it is told not to throw. */
export interface StatSync {
  (path: NodePath, options?: Throwing): NodeStats;
  (path: NodePath, options: Throwing<true>): NodeBigIntStats;
  (path: NodePath, options?: StatOptions): AnyStats | undefined;
}

/** Options that give names as text. */
export type AsNames =
  | TextEncodingName
  | null
  | {
      readonly encoding?: TextEncodingName | null;
      readonly withFileTypes?: false;
      readonly recursive?: boolean;
    };

/** Options that give entries with types. */
export interface AsDirents {
  readonly encoding?: TextEncodingName | null;
  readonly withFileTypes: true;
  readonly recursive?: boolean;
}

/** Gives names, or entries when types are asked for. */
export interface ReaddirSync {
  (path: NodePath, options?: AsNames): string[];
  (path: NodePath, options: AsDirents): NodeDirent[];
  (path: NodePath, options?: ReaddirOptions): (string | Uint8Array | NodeDirent)[];
}

/** The calls on open files. */
export interface NodeFileCalls {
  openSync(path: NodePath, flags?: string | number, mode?: number | string): number;
  closeSync(fd: number): void;
  readSync(
    fd: number,
    buffer: ArrayBufferView,
    offset?: number | BufferRange,
    length?: number,
    position?: number | bigint | null,
  ): number;
  writeSync(
    fd: number,
    data: string | ArrayBufferView,
    offset?: number | BufferRange | null,
    length?: number | NodeEncoding,
    position?: number | null,
  ): number;
  readvSync(fd: number, buffers: readonly ArrayBufferView[], position?: number | null): number;
  writevSync(fd: number, buffers: readonly ArrayBufferView[], position?: number | null): number;
  fstatSync(fd: number, options?: StatOptions): AnyStats;
  ftruncateSync(fd: number, length?: number): void;
  fchmodSync(fd: number, mode: number | string): void;
  fchownSync(fd: number, uid: number, gid: number): void;
  futimesSync(fd: number, atime: NodeTime, mtime: NodeTime): void;
  fsyncSync(fd: number): void;
  fdatasyncSync(fd: number): void;
  readonly readFileSync: ReadFileSync;
  writeFileSync(
    path: NodePath | number,
    data: string | ArrayBufferView,
    options?: WriteFileOptions,
  ): void;
  appendFileSync(
    path: NodePath | number,
    data: string | ArrayBufferView,
    options?: WriteFileOptions,
  ): void;
}

/** The calls on paths. */
export interface NodePathCalls {
  accessSync(path: NodePath, mode?: number): void;
  chmodSync(path: NodePath, mode: number | string): void;
  chownSync(path: NodePath, uid: number, gid: number): void;
  copyFileSync(from: NodePath, to: NodePath, mode?: number): void;
  cpSync(from: NodePath, to: NodePath, options?: CpOptions): void;
  existsSync(path: NodePath): boolean;
  lchownSync(path: NodePath, uid: number, gid: number): void;
  linkSync(existing: NodePath, path: NodePath): void;
  readonly lstatSync: StatSync;
  lutimesSync(path: NodePath, atime: NodeTime, mtime: NodeTime): void;
  mkdirSync(
    path: NodePath,
    options?:
      | number
      | string
      | { readonly recursive?: boolean; readonly mode?: number | string }
      | null,
  ): string | undefined;
  mkdtempSync(prefix: string): string;
  readonly readdirSync: ReaddirSync;
  readlinkSync(path: NodePath, options?: ReadFileOptions): string | Uint8Array;
  realpathSync(path: NodePath, options?: ReadFileOptions): string | Uint8Array;
  renameSync(from: NodePath, to: NodePath): void;
  rmSync(path: NodePath, options?: RmOptions): void;
  rmdirSync(path: NodePath, options?: RmOptions): void;
  readonly statSync: StatSync;
  statfsSync(path: NodePath): NodeStatFs;
  symlinkSync(target: NodePath, path: NodePath, type?: string | null): void;
  truncateSync(path: NodePath, length?: number): void;
  unlinkSync(path: NodePath): void;
  utimesSync(path: NodePath, atime: NodeTime, mtime: NodeTime): void;
}

/** All of them. */
export type NodeFsSync = NodeFileCalls & NodePathCalls;
