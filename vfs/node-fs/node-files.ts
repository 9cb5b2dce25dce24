/** The calls of Node's `fs` on open files, which have numbers. */
import type { OpenFile } from "../open-file.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import {
  decodeText,
  encodeText,
  encodingOf,
  flagsOf,
  modeOf,
  type NodeEncoding,
  type NodePath,
  pathText,
  timeOf,
} from "./node-arguments.ts";
import { argumentError, asNode, nodeError } from "./node-error.ts";
import { NodeBigIntStats, NodeStats } from "./node-stats.ts";
import type {
  AsBytes,
  AsText,
  BufferRange,
  NodeFileCalls,
  ReadFileOptions,
  WriteFileOptions,
} from "./node-sync.ts";

/** Turns the bytes that a call gives into what its user expects. */
export type WrapBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array;

/** The first number that is given out: standard streams have those below. */
const firstFd = 3;

/** Makes the calls on one filesystem. The numbers are theirs alone. */
export function createFileCalls(fs: SyncFileSystem, wrapBytes: WrapBytes): NodeFileCalls {
  const open: (OpenFile | undefined)[] = new Array<undefined>(firstFd).fill(undefined);
  const on = <Result>(syscall: string, fd: number, call: (file: OpenFile) => Result): Result => {
    if (!Number.isInteger(fd)) {
      throw argumentError("ERR_INVALID_ARG_TYPE", 'The "fd" argument must be of type number');
    }
    const file = open[fd];
    if (file === undefined) throw nodeError("EBADF", syscall);
    return asNode(syscall, {}, () => call(file));
  };

  const openSync = (path: NodePath, flag: string | number = "r", mode?: number | string) => {
    const text = pathText(path);
    const { flags, follow } = flagsOf(flag);
    const file = asNode("open", { path: text }, () =>
      fs.open(text, flags, modeOf(mode, 0o666), { follow }),
    );
    let fd = firstFd;
    while (open[fd] !== undefined) fd += 1;
    open[fd] = file;
    return fd;
  };
  const closeSync = (fd: number): void => {
    on("close", fd, (file) => fs.close(file));
    open[fd] = undefined;
  };
  /** Runs a call on a file that is opened for it, unless it is open. */
  const withFile = <Result>(
    path: NodePath | number,
    options: { readonly flag: string | number; readonly mode?: number | string | undefined },
    call: (fd: number) => Result,
  ): Result => {
    if (typeof path === "number") return call(path);
    const fd = openSync(path, options.flag, options.mode);
    try {
      return call(fd);
    } finally {
      closeSync(fd);
    }
  };
  const readAll = (fd: number): Uint8Array<ArrayBuffer> =>
    on("read", fd, (file) => {
      const { size } = fs.fstat(file);
      const bytes = new Uint8Array(Math.max(0, size - file.offset));
      const count = fs.read(file, bytes.length === 0 ? new Uint8Array(1) : bytes);
      return count === bytes.length ? bytes : bytes.slice(0, count);
    });
  const writeAll = (fd: number, bytes: Uint8Array): number =>
    on("write", fd, (file) => fs.write(file, bytes));
  const writeWith = (
    path: NodePath | number,
    data: string | ArrayBufferView,
    options: WriteFileOptions | undefined,
    otherwise: string,
  ): void => {
    const bytes = decodeText(data, encodingOf(options) ?? "utf8");
    const { flag = otherwise, mode } =
      typeof options === "object" && options !== null ? options : {};
    withFile(path, { flag, mode }, (fd) => writeAll(fd, bytes));
  };

  function readFileSync(path: NodePath | number, options?: AsBytes): Uint8Array;
  function readFileSync(path: NodePath | number, options: AsText): string;
  function readFileSync(path: NodePath | number, options?: ReadFileOptions): string | Uint8Array;
  function readFileSync(path: NodePath | number, options?: ReadFileOptions): string | Uint8Array {
    const flag = (typeof options === "object" ? options?.flag : undefined) ?? "r";
    const bytes = withFile(path, { flag }, readAll);
    return shown(bytes, encodingOf(options), wrapBytes);
  }

  return {
    openSync,
    closeSync,
    readSync(fd, buffer, offset, length, position) {
      const range = rangeOf(buffer, offset, length, position);
      return on("read", fd, (file) => fs.read(file, range.bytes, range.position));
    },
    writeSync(fd, data, offset, length, position) {
      if (typeof data === "string") {
        const encoding = typeof length === "string" ? length : "utf8";
        const at = typeof offset === "number" ? offset : undefined;
        return on("write", fd, (file) => fs.write(file, decodeText(data, encoding), at));
      }
      const range = rangeOf(
        data,
        offset,
        typeof length === "number" ? length : undefined,
        position,
      );
      return on("write", fd, (file) => fs.write(file, range.bytes, range.position));
    },
    readvSync(fd, buffers, position) {
      let done = 0;
      for (const buffer of buffers) {
        const at = typeof position === "number" ? position + done : undefined;
        const count = on("read", fd, (file) => fs.read(file, decodeText(buffer), at));
        done += count;
        if (count < buffer.byteLength) break;
      }
      return done;
    },
    writevSync(fd, buffers, position) {
      let done = 0;
      for (const buffer of buffers) {
        const at = typeof position === "number" ? position + done : undefined;
        done += on("write", fd, (file) => fs.write(file, decodeText(buffer), at));
      }
      return done;
    },
    fstatSync(fd, options) {
      const stat = on("fstat", fd, (file) => fs.fstat(file));
      return options?.bigint === true ? new NodeBigIntStats(stat) : new NodeStats(stat);
    },
    ftruncateSync(fd, length = 0) {
      on("ftruncate", fd, (file) => fs.ftruncate(file, Math.max(0, length)));
    },
    fchmodSync(fd, mode) {
      on("fchmod", fd, (file) => fs.fchmod(file, modeOf(mode, 0)));
    },
    fchownSync(fd) {
      on("fchown", fd, () => {});
    },
    futimesSync(fd, atime, mtime) {
      on("futime", fd, (file) =>
        fs.futimes(file, { atimeNs: timeOf(atime), mtimeNs: timeOf(mtime) }),
      );
    },
    fsyncSync(fd) {
      on("fsync", fd, () => {});
    },
    fdatasyncSync(fd) {
      on("fdatasync", fd, () => {});
    },
    readFileSync,
    writeFileSync(path, data, options) {
      writeWith(path, data, options, "w");
    },
    appendFileSync(path, data, options) {
      writeWith(path, data, options, "a");
    },
  };
}

/** Bytes in an encoding, or as they are. */
export function shown(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: NodeEncoding,
  wrapBytes: WrapBytes,
): string | Uint8Array {
  return encoding === null || encoding === "buffer"
    ? wrapBytes(bytes)
    : encodeText(bytes, encoding);
}

/** The part of a buffer that a call asks for; no position is the file's own. */
function rangeOf(
  buffer: ArrayBufferView,
  offset: number | BufferRange | null | undefined,
  length: number | undefined,
  position: number | bigint | null | undefined,
): { readonly bytes: Uint8Array; readonly position: number | undefined } {
  const range =
    typeof offset === "object" && offset !== null ? offset : { offset, length, position };
  const start = range.offset ?? 0;
  const count = range.length ?? buffer.byteLength - start;
  if (start < 0 || count < 0 || start + count > buffer.byteLength) {
    const asked =
      start < 0 || start > buffer.byteLength ? `offset "${start}"` : `length "${count}"`;
    throw argumentError("ERR_OUT_OF_RANGE", `The value of ${asked} is out of range`);
  }
  const at = range.position === null || range.position === undefined ? -1 : Number(range.position);
  return {
    bytes: new Uint8Array(buffer.buffer, buffer.byteOffset + start, count),
    position: at < 0 ? undefined : at,
  };
}
