/** Listing directories. */
import type { FileDescriptor } from "../fd-table.ts";
import { filetype, right, size } from "./abi.ts";
import type { Calls, WasiContext } from "./context.ts";
import { filetypes } from "./filestat.ts";
import { requireDirectory } from "./rights.ts";
import { encodeText } from "./strings.ts";

/** `.` and `..` have the cookies 1 and 2; an entry of the filesystem has its own cookie plus 2. */
const dotCookies = 2;

/**
 * Makes `fd_readdir`. An entry is 24 bytes (cookie of the next u64, ino u64, length of the name
 * u32, filetype u8 padded to 4) and the name. The last entry is cut where the buffer ends: a full
 * buffer tells the program to come again.
 */
export function createReaddirCalls(context: WasiContext): Calls<"fd_readdir"> {
  const { memory, kernel } = context;
  const { fds, fs } = kernel;
  const header = new Uint8Array(size.dirent);
  const view = new DataView(header.buffer);

  /** Copies as much of an entry as fits and returns how much of `buffer` is used then. */
  const put = (buffer: Uint8Array, used: number, name: string): number => {
    const bytes = encodeText(name);
    view.setUint32(16, bytes.length, true);
    const afterHeader = copyWhatFits(buffer, used, header);
    return copyWhatFits(buffer, afterHeader, bytes);
  };

  const putDots = (
    { file, preopen }: FileDescriptor,
    buffer: Uint8Array,
    start: number,
  ): number => {
    // What is above the directory that a program was given is not its business.
    const inos = [file.ino, preopen === undefined ? fs.parentIno(file) : file.ino];
    let used = 0;
    for (let index = start; index < dotCookies && used < buffer.length; index += 1) {
      view.setBigUint64(0, BigInt(index + 1), true);
      view.setBigUint64(8, BigInt(inos[index] ?? 0), true);
      view.setUint32(20, filetype.directory, true);
      used = put(buffer, used, index === 0 ? "." : "..");
    }
    return used;
  };

  return {
    fd_readdir(fd: number, pointer: number, length: number, cookie: bigint, result: number) {
      const directory = requireDirectory(fds, fd, right.fdReaddir);
      const buffer = memory.range(pointer, length >>> 0);
      memory.check(result, 4);
      const start = Number(BigInt.asUintN(64, cookie));
      let used = putDots(directory, buffer, start);
      if (used < buffer.length) {
        for (const entry of fs.entries(directory.file, Math.max(0, start - dotCookies))) {
          view.setBigUint64(0, BigInt(entry.cookie + dotCookies), true);
          view.setBigUint64(8, BigInt(entry.ino), true);
          view.setUint32(20, filetypes[entry.type], true);
          used = put(buffer, used, entry.name);
          if (used === buffer.length) break;
        }
      }
      memory.setU32(result, used);
    },
  };
}

function copyWhatFits(buffer: Uint8Array, used: number, bytes: Uint8Array): number {
  const count = Math.min(bytes.length, buffer.length - used);
  buffer.set(count === bytes.length ? bytes : bytes.subarray(0, count), used);
  return used + count;
}
