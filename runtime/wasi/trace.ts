/** A log of calls, one line each, as `strace` writes it. Nothing of this runs unless somebody asks for it. */
import { type CallName, signatures } from "./abi.ts";
import type { TraceSink, WasiContext } from "./context.ts";
import { errnoName, findErrno } from "./errno.ts";
import type { GuestMemory } from "./memory.ts";

type Word = number | bigint;
type Call = (...args: never[]) => void;

/** Wraps a call so that `onTrace` hears of it once it is answered, or has ended the guest. */
export function traceCall(
  { memory }: Pick<WasiContext, "memory">,
  onTrace: TraceSink,
  name: string,
  call: Call,
): Call {
  const shape = shapes[name as CallName].split(" ").filter((kind) => kind !== "");
  const parameters = signatures[name as CallName].indexOf(":");
  const invoke = call as (...args: readonly Word[]) => void;
  return (...given: readonly Word[]) => {
    // The boundary passes as many arguments as the longest call has.
    const args = given.slice(0, parameters);
    // Before the call, which may write over what its arguments point at.
    const shown = `${name}(${showArguments(memory, shape, args)})`;
    try {
      invoke(...args);
    } catch (error) {
      const number = findErrno(error);
      onTrace(number === undefined ? shown : `${shown} = ${number} ${errnoName(number)}`);
      throw error;
    }
    onTrace(`${shown} = 0${showResults(memory, shape, args)}`);
  };
}

/**
 * The parameters of each call: `fd`, `n` (signed), `u` (unsigned), `x` (bits), `path` and `buf`
 * (pointer and length), `iovs` (pointer and count), and results by pointer: `>fd`, `>u32`, `>u64`
 * and `>` for what is not shown.
 */
const shapes: Readonly<Record<CallName, string>> = {
  args_get: "> >",
  args_sizes_get: ">u32 >u32",
  clock_res_get: "n >u64",
  clock_time_get: "n u >u64",
  environ_get: "> >",
  environ_sizes_get: ">u32 >u32",
  fd_advise: "fd u u n",
  fd_allocate: "fd u u",
  fd_close: "fd",
  fd_datasync: "fd",
  fd_fdstat_get: "fd >",
  fd_fdstat_set_flags: "fd x",
  fd_fdstat_set_rights: "fd x x",
  fd_filestat_get: "fd >",
  fd_filestat_set_size: "fd u",
  fd_filestat_set_times: "fd u u x",
  fd_pread: "fd iovs u >u32",
  fd_prestat_dir_name: "fd > u",
  fd_prestat_get: "fd >",
  fd_pwrite: "fd iovs u >u32",
  fd_read: "fd iovs >u32",
  fd_readdir: "fd buf u >u32",
  fd_renumber: "fd fd",
  fd_seek: "fd n n >u64",
  fd_sync: "fd",
  fd_tell: "fd >u64",
  fd_write: "fd iovs >u32",
  path_create_directory: "fd path",
  path_filestat_get: "fd x path >",
  path_filestat_set_times: "fd x path u u x",
  path_link: "fd x path fd path",
  path_open: "fd x path x x x x >fd",
  path_readlink: "fd path buf >u32",
  path_remove_directory: "fd path",
  path_rename: "fd path fd path",
  path_symlink: "path fd path",
  path_unlink_file: "fd path",
  poll_oneoff: "> > u >u32",
  proc_exit: "n",
  proc_raise: "n",
  random_get: "buf",
  sched_yield: "",
  sock_accept: "fd x >fd",
  sock_recv: "fd iovs x >u32 >",
  sock_send: "fd iovs x >u32",
  sock_shutdown: "fd x",
};

/** The longest path that is shown, in bytes. */
const maxPathBytes = 120;

function showArguments(
  memory: GuestMemory,
  shape: readonly string[],
  args: readonly Word[],
): string {
  const shown: string[] = [];
  let at = 0;
  for (const kind of shape) {
    const first = args[at] ?? 0;
    const second = args[at + 1] ?? 0;
    at += width(kind);
    if (kind === "path") shown.push(showPath(memory, Number(first), Number(second)));
    else if (kind === "buf") shown.push(`${unsigned(second)} bytes`);
    else if (kind === "iovs") shown.push(`${unsigned(second)} buffers`);
    else if (kind === "x") shown.push(`0x${unsigned(first).toString(16)}`);
    else if (kind === "n") shown.push(`${first}`);
    else if (!kind.startsWith(">")) shown.push(`${unsigned(first)}`);
  }
  return shown.join(", ");
}

function showResults(memory: GuestMemory, shape: readonly string[], args: readonly Word[]): string {
  const shown: string[] = [];
  let at = 0;
  for (const kind of shape) {
    const pointer = Number(args[at] ?? 0);
    at += width(kind);
    if (kind === ">fd") shown.push(`fd ${memory.getU32(pointer)}`);
    else if (kind === ">u32") shown.push(`${memory.getU32(pointer)}`);
    else if (kind === ">u64") shown.push(`${memory.getU64(pointer)}`);
  }
  return shown.length === 0 ? "" : ` (${shown.join(", ")})`;
}

/** How many parameters a kind stands for. */
function width(kind: string): number {
  return kind === "path" || kind === "buf" || kind === "iovs" ? 2 : 1;
}

function unsigned(value: Word): Word {
  return typeof value === "bigint" ? BigInt.asUintN(64, value) : value >>> 0;
}

/** A path as JSON, so that no path can look like another line. */
function showPath(memory: GuestMemory, pointer: number, length: number): string {
  const shownBytes = Math.min(length >>> 0, maxPathBytes);
  try {
    const text = new TextDecoder().decode(memory.range(pointer, shownBytes));
    return JSON.stringify(text) + (shownBytes < length >>> 0 ? "..." : "");
  } catch {
    return `0x${(pointer >>> 0).toString(16)}`;
  }
}
