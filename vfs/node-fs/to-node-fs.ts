/** A look-alike of Node's `fs` module over a filesystem. */
import type { FileSystem } from "../file-system.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { NodeFileHandle, type StreamMakers } from "./file-handle.ts";
import { type NodePath, nodeConstants, pathText } from "./node-arguments.ts";
import { type Callbacks, withCallbacks } from "./node-callbacks.ts";
import { NodeDir } from "./node-dir.ts";
import { createFileCalls } from "./node-files.ts";
import { createPathCalls } from "./node-paths.ts";
import {
  type ReadStreamOptions,
  readStreamOptions,
  type StreamClass,
  type WriteStreamOptions,
  writeStreamOptions,
} from "./node-streams.ts";
import type { NodeFsSync } from "./node-sync.ts";

/** What a look-alike takes from Node, where there is Node: `{ Buffer, Readable, Writable }`. */
export interface NodeFsOptions<Readable, Writable> {
  /** What bytes are given as. @default Uint8Array */
  readonly Buffer?: {
    from(buffer: ArrayBuffer, offset: number, length: number): Uint8Array;
  };
  /** What `createReadStream` makes. */
  readonly Readable?: StreamClass<Readable>;
  /** What `createWriteStream` makes. */
  readonly Writable?: StreamClass<Writable>;
}

type Unsuffixed<Name> = Name extends `${infer Base}Sync` ? Base : never;

/** A call whose results come as promises; a call has up to three signatures. */
type Promised<Call> = Call extends {
  (...args: infer FirstArgs): infer First;
  (...args: infer SecondArgs): infer Second;
  (...args: infer ThirdArgs): infer Third;
}
  ? {
      (...args: FirstArgs): Promise<First>;
      (...args: SecondArgs): Promise<Second>;
      (...args: ThirdArgs): Promise<Third>;
    }
  : never;

/** These take numbers, and are methods of what `open` gives instead. */
type OnNumbers =
  | ("openSync" | "closeSync" | "readSync" | "writeSync" | "readvSync" | "writevSync")
  | ("fstatSync" | "ftruncateSync" | "fchmodSync" | "fchownSync" | "futimesSync")
  | ("fsyncSync" | "fdatasyncSync");

/** The calls as promises. */
export type NodeFsPromises<Readable = unknown, Writable = unknown> = {
  readonly [Name in Exclude<
    keyof NodeFsSync,
    OnNumbers | "existsSync"
  > as Unsuffixed<Name>]: Promised<NodeFsSync[Name]>;
} & {
  open(
    path: NodePath,
    flags?: string | number,
    mode?: number | string,
  ): Promise<NodeFileHandle<Readable, Writable>>;
  opendir(path: NodePath): Promise<NodeDir>;
  readonly constants: typeof nodeConstants;
};

/** The look-alike. */
export type NodeFs<Readable = unknown, Writable = unknown> = NodeFsSync &
  Callbacks & {
    readonly promises: NodeFsPromises<Readable, Writable>;
    readonly constants: typeof nodeConstants;
    opendirSync(path: NodePath): NodeDir;
    createReadStream(path: NodePath, options?: ReadStreamOptions): Readable;
    createWriteStream(path: NodePath, options?: WriteStreamOptions): Writable;
  };

/**
 * Makes an object that stands in for `node:fs` over a filesystem or its `sync`: synchronous calls,
 * callbacks, `promises` with file handles, streams, and errors with the code and number that Linux
 * gives. Paths that are not absolute start at `/`. Owners are not kept: `chown` only looks whether the
 * file is there. Not there: `watch` and `watchFile` (use `FileSystem.watch`), `glob`, `openAsBlob`.
 *
 * @throws Error `ERR_FEATURE_UNAVAILABLE_ON_PLATFORM` for streams whose classes are not given.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { Readable, Writable } from "node:stream";
 * import { createFileSystem, toNodeFs } from "fuelbox/vfs";
 *
 * const fs = toNodeFs(createFileSystem(), { Buffer, Readable, Writable });
 * fs.mkdirSync("/app/data", { recursive: true });
 * await fs.promises.writeFile("/app/data/a.txt", "hello");
 * assert.equal(fs.readFileSync("/app/data/a.txt", "utf8"), "hello");
 * assert.throws(() => fs.readFileSync("/none"), { code: "ENOENT", errno: -2, syscall: "open" });
 * ```
 */
export function toNodeFs<Readable = unknown, Writable = unknown>(
  of: FileSystem | SyncFileSystem,
  options: NodeFsOptions<Readable, Writable> = {},
): NodeFs<Readable, Writable> {
  const fs = "sync" in of ? of.sync : of;
  const { Buffer, Readable, Writable } = options;
  const wrapBytes = (bytes: Uint8Array<ArrayBuffer>): Uint8Array =>
    Buffer?.from(bytes.buffer, bytes.byteOffset, bytes.length) ?? bytes;
  const calls: NodeFsSync = {
    ...createFileCalls(fs, wrapBytes),
    ...createPathCalls(fs, wrapBytes),
  };
  const opendirSync = (path: NodePath): NodeDir =>
    new NodeDir(pathText(path), calls.readdirSync(path, { withFileTypes: true }));
  const streams: StreamMakers<Readable, Writable> = {
    read(onCalls, path, request) {
      if (Readable === undefined) throw unavailable("createReadStream", "Readable");
      return new Readable(readStreamOptions(onCalls, path, request));
    },
    write(onCalls, path, request) {
      if (Writable === undefined) throw unavailable("createWriteStream", "Writable");
      return new Writable(writeStreamOptions(onCalls, path, request));
    },
  };
  return {
    ...calls,
    ...withCallbacks({ ...calls, opendirSync }),
    promises: createPromises(calls, opendirSync, streams),
    constants: nodeConstants,
    opendirSync,
    createReadStream: (path, request = {}) => streams.read(calls, path, request),
    createWriteStream: (path, request = {}) => streams.write(calls, path, request),
  };
}

function createPromises<Readable, Writable>(
  calls: NodeFsSync,
  opendirSync: (path: NodePath) => NodeDir,
  streams: StreamMakers<Readable, Writable>,
): NodeFsPromises<Readable, Writable> {
  return {
    access: later(calls.accessSync),
    appendFile: later(calls.appendFileSync),
    chmod: later(calls.chmodSync),
    chown: later(calls.chownSync),
    copyFile: later(calls.copyFileSync),
    cp: later(calls.cpSync),
    lchown: later(calls.lchownSync),
    link: later(calls.linkSync),
    lstat: later(calls.lstatSync),
    lutimes: later(calls.lutimesSync),
    mkdir: later(calls.mkdirSync),
    mkdtemp: later(calls.mkdtempSync),
    open: async (...args) => new NodeFileHandle(calls, calls.openSync(...args), streams),
    opendir: async (path) => opendirSync(path),
    readdir: later(calls.readdirSync),
    readFile: later(calls.readFileSync),
    readlink: later(calls.readlinkSync),
    realpath: later(calls.realpathSync),
    rename: later(calls.renameSync),
    rm: later(calls.rmSync),
    rmdir: later(calls.rmdirSync),
    stat: later(calls.statSync),
    statfs: later(calls.statfsSync),
    symlink: later(calls.symlinkSync),
    truncate: later(calls.truncateSync),
    unlink: later(calls.unlinkSync),
    utimes: later(calls.utimesSync),
    writeFile: later(calls.writeFileSync),
    constants: nodeConstants,
  };
}

/** The cast only says that the same arguments give the same results, later. */
function later<Call extends (...args: never[]) => unknown>(call: Call): Promised<Call> {
  const promised = async (...args: unknown[]): Promise<unknown> =>
    Reflect.apply(call, undefined, args);
  return promised as unknown as Promised<Call>;
}

function unavailable(call: string, name: string): Error {
  const message = `Cannot ${call}: toNodeFs was given no "${name}"`;
  return Object.assign(new Error(message), { code: "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM" });
}
