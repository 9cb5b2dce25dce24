/** Calls the functions of any WASI host directly, on a memory of its own. */
import type { CallName } from "../../runtime/wasi/abi.ts";

type Word = number | bigint;

/** What a host has to have: that of `createWasi`, the shim's `WASI`, that of `node:wasi`. */
export interface CallableHost {
  readonly wasiImport: object;
  initialize(instance: { readonly exports: { readonly memory: WebAssembly.Memory } }): void;
}

/** What a stat said; only the number of the error when it failed. */
export interface ShownFile {
  readonly errno: number;
  readonly filetype?: number;
  readonly nlink?: bigint;
  readonly size?: bigint;
}

/** A host whose calls can be made, with one page of memory. Addresses below 4096 are the bench's own but 64 to 1024. */
export interface CallBench {
  /** Calls and returns the error number; a function that answers nothing has succeeded. */
  call(name: CallName, ...args: readonly Word[]): number;
  put(pointer: number, content: string | Uint8Array): number;
  bytes(pointer: number, length: number): number[];
  text(pointer: number, length: number): string;
  u32(pointer: number): number;
  u64(pointer: number): bigint;
  /** A call with a descriptor and a path. */
  path(name: CallName, fd: number, path: string): number;
  /** The number of a file that is opened with all rights, or of a directory without that to write. Throws when it does not open. */
  open(fd: number, path: string, oflags?: number, fdflags?: number): number;
  /** The error number of opening a file. What opens stays open. */
  openErrno(fd: number, path: string, oflags?: number, rights?: bigint, lookup?: number): number;
  /** What was read; the error number when nothing could be. */
  read(fd: number, length: number): string | number;
  pread(fd: number, length: number, offset: bigint): string | number;
  /** How many bytes were written; minus the error number when none were. */
  write(fd: number, content: string): number;
  pwrite(fd: number, content: string, offset: bigint): number;
  rename(fd: number, from: string, newFd: number, to: string): number;
  link(fd: number, from: string, newFd: number, to: string): number;
  stat(fd: number, path: string, lookup?: number): ShownFile;
  /** Names in the order of a listing with a buffer of so many bytes. */
  list(fd: number, bufferBytes: number): string[] | number;
}

const [iovec, result, first, second, data] = [0, 16, 1024, 2048, 8192];
const allRights = 2n ** 29n - 1n;
const writeRight = 0x40n;
const directoryFlag = 2;

/** Serves `host` a memory of one page. */
export function openCallBench(host: CallableHost): CallBench {
  const memory = new WebAssembly.Memory({ initial: 1 });
  host.initialize({ exports: { memory } });
  const view = new DataView(memory.buffer);
  const all = new Uint8Array(memory.buffer);
  const functions = host.wasiImport;

  const call: CallBench["call"] = (name, ...args) => {
    const found: unknown = Reflect.get(functions, name);
    if (typeof found !== "function") throw new Error(`There is no function "${name}"`);
    return found.apply(functions, args) ?? 0;
  };
  const put: CallBench["put"] = (pointer, content) => {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    all.set(bytes, pointer);
    return bytes.length;
  };
  const text: CallBench["text"] = (pointer, length) =>
    new TextDecoder().decode(all.slice(pointer, pointer + length));
  const setIovec = (length: number): void => {
    view.setUint32(iovec, data, true);
    view.setUint32(iovec + 4, length, true);
  };
  const openFile: (
    fd: number,
    path: string,
    how: { oflags: number; rights: bigint; fdflags: number; lookup: number },
  ) => number = (fd, path, { oflags, rights, fdflags, lookup }) =>
    call(
      "path_open",
      ...[fd, lookup, first, put(first, path), oflags],
      ...[rights, rights, fdflags, result],
    );
  const moved = (errno: number): number => (errno === 0 ? view.getUint32(result, true) : -errno);
  const got = (errno: number): string | number =>
    errno === 0 ? text(data, view.getUint32(result, true)) : errno;
  return {
    call,
    put,
    text,
    bytes: (pointer, length) => [...all.subarray(pointer, pointer + length)],
    u32: (pointer) => view.getUint32(pointer, true),
    u64: (pointer) => view.getBigUint64(pointer, true),
    path: (name, fd, path) => call(name, fd, first, put(first, path)),
    open(fd, path, oflags = 0, fdflags = 0) {
      const rights = (oflags & directoryFlag) === 0 ? allRights : allRights & ~writeRight;
      const errno = openFile(fd, path, { oflags, rights, fdflags, lookup: 1 });
      if (errno !== 0) throw new Error(`Cannot open "${path}": ${errno}`);
      return view.getUint32(result, true);
    },
    openErrno: (fd, path, oflags = 0, rights = allRights, lookup = 1) =>
      openFile(fd, path, { oflags, rights, fdflags: 0, lookup }),
    read(fd, length) {
      setIovec(length);
      return got(call("fd_read", fd, iovec, 1, result));
    },
    pread(fd, length, offset) {
      setIovec(length);
      return got(call("fd_pread", fd, iovec, 1, offset, result));
    },
    write(fd, content) {
      setIovec(put(data, content));
      return moved(call("fd_write", fd, iovec, 1, result));
    },
    pwrite(fd, content, offset) {
      setIovec(put(data, content));
      return moved(call("fd_pwrite", fd, iovec, 1, offset, result));
    },
    rename: (fd, from, newFd, to) =>
      call("path_rename", fd, first, put(first, from), newFd, second, put(second, to)),
    link: (fd, from, newFd, to) =>
      call("path_link", fd, 0, first, put(first, from), newFd, second, put(second, to)),
    stat(fd, path, lookup = 1) {
      const errno = call("path_filestat_get", fd, lookup, first, put(first, path), data);
      if (errno !== 0) return { errno };
      return {
        errno,
        filetype: view.getUint8(data + 16),
        nlink: view.getBigUint64(data + 24, true),
        size: view.getBigUint64(data + 32, true),
      };
    },
    list(fd, bufferBytes) {
      const names: string[] = [];
      for (let cookie = 0n; ; ) {
        const errno = call("fd_readdir", fd, data, bufferBytes, cookie, result);
        if (errno !== 0) return errno;
        const used = view.getUint32(result, true);
        for (let at = data; at + 24 <= data + used; ) {
          const length = view.getUint32(at + 16, true);
          if (at + 24 + length > data + used) break;
          names.push(text(at + 24, length));
          cookie = view.getBigUint64(at, true);
          at += 24 + length;
        }
        if (used < bufferBytes) return names;
      }
    },
  };
}
