/** How a call of the guest fails, and which error number it gets. Emscripten uses the numbers of WASI. */
import { FsError } from "../../../vfs/index.ts";
import { WasiFailure, errno as wasiErrno } from "../../wasi/errno.ts";

const moreErrno = {
  ENODEV: 43,
  ENOMEM: 48,
  ENOTTY: 59,
  ENXIO: 60,
  ERANGE: 68,
} as const;

/** Error numbers, https://github.com/emscripten-core/emscripten/blob/main/system/lib/libc/musl/arch/emscripten/bits/errno.h */
export const errno: typeof wasiErrno & typeof moreErrno = { ...wasiErrno, ...moreErrno };

/** A call that failed before it reached the filesystem. */
export class SyscallFailure extends Error {
  override readonly name = "SyscallFailure";
  readonly errno: number;

  constructor(name: keyof typeof errno) {
    super(name);
    this.errno = errno[name];
  }
}

/** Ends the current call with an error number. */
export function fail(name: keyof typeof errno): never {
  throw failures[name];
}

/** The error number of what host code threw; undefined when the guest must end because of it. */
export function findErrno(error: unknown): number | undefined {
  if (error instanceof FsError) return errno[error.code];
  if (error instanceof SyscallFailure) return error.errno;
  if (!(error instanceof WasiFailure)) return undefined;
  // POSIX knows no rights: what a descriptor was not opened for, it is bad for.
  return error.errno === errno.ENOTCAPABLE ? errno.EBADF : error.errno;
}

// Made once: a failing call must not cost the capture of a stack.
const failures: Readonly<Record<keyof typeof errno, SyscallFailure>> = Object.fromEntries(
  Object.keys(errno).map((name) => [name, new SyscallFailure(name as keyof typeof errno)]),
) as Record<keyof typeof errno, SyscallFailure>;
