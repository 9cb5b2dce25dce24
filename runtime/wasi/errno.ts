/** Error numbers of WASI. The codes of the filesystem are among their names. */
import { FsError } from "../../vfs/index.ts";

/** The error numbers that this front end answers, those of every `FsError` included. */
export const errno = {
  SUCCESS: 0,
  EACCES: 2,
  EAGAIN: 6,
  EBADF: 8,
  EBUSY: 10,
  EDQUOT: 19,
  EEXIST: 20,
  EFAULT: 21,
  EFBIG: 22,
  EILSEQ: 25,
  EINVAL: 28,
  EIO: 29,
  EISDIR: 31,
  ELOOP: 32,
  EMFILE: 33,
  EMLINK: 34,
  ENAMETOOLONG: 37,
  ENOENT: 44,
  ENOEXEC: 45,
  ENOSPC: 51,
  ENOSYS: 52,
  ENOTDIR: 54,
  ENOTEMPTY: 55,
  ENOTSOCK: 57,
  ENOTSUP: 58,
  EPERM: 63,
  EROFS: 69,
  ESPIPE: 70,
  ESTALE: 72,
  EXDEV: 75,
  ENOTCAPABLE: 76,
} as const;

/** The name of an error number. */
export type ErrnoName = keyof typeof errno;

/** A call that failed before it reached the filesystem. */
export class WasiFailure extends Error {
  override readonly name = "WasiFailure";
  readonly errno: number;

  constructor(name: ErrnoName, number: number = errno[name]) {
    super(name);
    this.errno = number;
  }
}

/** Ends the current call with an error number. */
export function fail(name: ErrnoName): never {
  throw failures[name];
}

/**
 * The error number of what a call threw; undefined when no number stands for it. ENOTCAPABLE speaks
 * of rights; a path that leads out is not permitted to anybody, whatever rights they have, and
 * programs know EPERM.
 */
export function findErrno(error: unknown): number | undefined {
  if (error instanceof WasiFailure) return error.errno;
  if (!(error instanceof FsError)) return undefined;
  return error.code === "ENOTCAPABLE" ? errno.EPERM : errno[error.code];
}

/** The name of an error number that this front end answers. */
export function errnoName(number: number): string {
  return names.get(number) ?? "unknown";
}

const names: ReadonlyMap<number, string> = new Map(
  Object.entries(errno).map(([name, number]) => [number, name]),
);

// Made once: a failing call must not cost the capture of a stack.
const failures: Readonly<Record<ErrnoName, WasiFailure>> = Object.fromEntries(
  Object.keys(errno).map((name) => [name, new WasiFailure(name as ErrnoName)]),
) as Record<ErrnoName, WasiFailure>;
