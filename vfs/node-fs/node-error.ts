/** Errors as Node's `fs` throws them: the code, its number on Linux, the call and the paths. */
import { FsError, type FsErrorCode, fsErrorMessages } from "../fs-error.ts";

/** What a failed call throws. */
export interface NodeFsError extends Error {
  readonly code: string;
  /** The negative error number of Linux. */
  readonly errno: number;
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
}

/** Error numbers of Linux. */
const numbers: Readonly<Record<FsErrorCode, number>> = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  ENOEXEC: 8,
  EBADF: 9,
  EAGAIN: 11,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  EXDEV: 18,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  EMFILE: 24,
  EFBIG: 27,
  ENOSPC: 28,
  ESPIPE: 29,
  EROFS: 30,
  EMLINK: 31,
  ENAMETOOLONG: 36,
  ENOTEMPTY: 39,
  ELOOP: 40,
  EILSEQ: 84,
  ENOTSUP: 95,
  ESTALE: 116,
  EDQUOT: 122,
  ENOTCAPABLE: 1,
};

/** The error of a call. */
export function nodeError(
  code: FsErrorCode,
  syscall: string,
  paths: { readonly path?: string | undefined; readonly dest?: string | undefined } = {},
): NodeFsError {
  const { path, dest } = paths;
  const from = path === undefined ? "" : ` '${path}'`;
  const to = dest === undefined ? "" : ` -> '${dest}'`;
  const message = `${code}: ${fsErrorMessages[code]}, ${syscall}${from}${to}`;
  const fields = { errno: -numbers[code], code, syscall };
  return Object.assign(
    new Error(message),
    fields,
    path === undefined ? {} : { path },
    dest === undefined ? {} : { dest },
  );
}

/** Runs a call of the core and throws its failure as Node would. */
export function asNode<Result>(
  syscall: string,
  paths: { readonly path?: string; readonly dest?: string },
  call: () => Result,
): Result {
  try {
    return call();
  } catch (error) {
    throw error instanceof FsError ? nodeError(error.code, syscall, paths) : error;
  }
}

/** An argument of the wrong type or value. */
export function argumentError(
  code: "ERR_INVALID_ARG_TYPE" | "ERR_INVALID_ARG_VALUE" | "ERR_OUT_OF_RANGE",
  message: string,
): TypeError | RangeError {
  const error = code === "ERR_OUT_OF_RANGE" ? new RangeError(message) : new TypeError(message);
  return Object.assign(error, { code });
}
