/** The one error of the filesystem: a POSIX code, the call that failed and the guest path it named. */

/** The codes that the filesystem can answer, with the words POSIX gives them. */
export const fsErrorMessages = {
  EACCES: "permission denied",
  EAGAIN: "resource temporarily unavailable",
  EBADF: "bad file descriptor",
  EBUSY: "resource busy or locked",
  EDQUOT: "quota exceeded",
  EEXIST: "file already exists",
  EFBIG: "file too large",
  EILSEQ: "illegal byte sequence",
  EINVAL: "invalid argument",
  EIO: "i/o error",
  EISDIR: "illegal operation on a directory",
  ELOOP: "too many symbolic links encountered",
  EMFILE: "too many open files",
  EMLINK: "too many links",
  ENAMETOOLONG: "name too long",
  ENOENT: "no such file or directory",
  ENOEXEC: "exec format error",
  ENOSPC: "no space left on device",
  ENOTCAPABLE: "path leaves the directory it was opened from",
  ENOTDIR: "not a directory",
  ENOTEMPTY: "directory not empty",
  ENOTSUP: "operation not supported",
  EPERM: "operation not permitted",
  EROFS: "read-only file system",
  ESPIPE: "invalid seek",
  ESTALE: "changed by somebody else",
  EXDEV: "cross-device link not permitted",
} as const;

/** A code of {@link FsError}. */
export type FsErrorCode = keyof typeof fsErrorMessages;

/** A failed filesystem call. `path` is always a guest path, never a path of the host. */
export class FsError extends Error {
  override readonly name = "FsError";
  readonly code: FsErrorCode;
  /** The POSIX call that failed, such as `open`. */
  readonly syscall: string;
  readonly path: string | undefined;

  constructor(code: FsErrorCode, syscall: string, path?: string) {
    super(`${code}: ${fsErrorMessages[code]}, ${syscall}${path === undefined ? "" : ` '${path}'`}`);
    this.code = code;
    this.syscall = syscall;
    this.path = path;
  }
}
