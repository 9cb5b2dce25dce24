/** What commands say of a failed filesystem call, as the C library has it. */
import { FsError, type FsErrorCode } from "../../vfs/index.ts";

const texts: Partial<Record<FsErrorCode, string>> = {
  EACCES: "Permission denied",
  EBUSY: "Device or resource busy",
  EDQUOT: "Disk quota exceeded",
  EEXIST: "File exists",
  EFBIG: "File too large",
  EINVAL: "Invalid argument",
  EISDIR: "Is a directory",
  ELOOP: "Too many levels of symbolic links",
  EMFILE: "Too many open files",
  ENAMETOOLONG: "File name too long",
  ENOENT: "No such file or directory",
  ENOSPC: "No space left on device",
  ENOTDIR: "Not a directory",
  ENOTEMPTY: "Directory not empty",
  EPERM: "Operation not permitted",
  EROFS: "Read-only file system",
};

/** The text for what a call threw. Throws what is no `FsError`. */
export function errorText(error: unknown): string {
  if (!(error instanceof FsError)) throw error;
  return texts[error.code] ?? "Input/output error";
}
