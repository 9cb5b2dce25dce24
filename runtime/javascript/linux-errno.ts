/** The numbers of errors on Linux, which Node gives its errors, below zero, as `errno`. */
import type { FsErrorCode } from "../../vfs/index.ts";

/** By code. */
export const linuxErrno: Readonly<Record<FsErrorCode, number>> = {
  EACCES: 13,
  EAGAIN: 11,
  EBADF: 9,
  EBUSY: 16,
  EDQUOT: 122,
  EEXIST: 17,
  EFBIG: 27,
  EILSEQ: 84,
  EINVAL: 22,
  EIO: 5,
  EISDIR: 21,
  ELOOP: 40,
  EMFILE: 24,
  EMLINK: 31,
  ENAMETOOLONG: 36,
  ENOENT: 2,
  ENOEXEC: 8,
  ENOSPC: 28,
  ENOTCAPABLE: 1,
  ENOTDIR: 20,
  ENOTEMPTY: 39,
  ENOTSUP: 95,
  EPERM: 1,
  EROFS: 30,
  ESPIPE: 29,
  ESTALE: 116,
  EXDEV: 18,
};
