/** Opens the file that a caller has named, for as long as it takes to read it. */
import { FsError, type OpenFile } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";

/** A file being read. */
export interface OpenText {
  readonly file: OpenFile;
  /** In bytes. */
  readonly size: number;
}

/**
 * Calls `read` with the file at `path`, which has passed the path rule, and closes it again.
 * Charges one file.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 */
export function withOpenText<Result>(
  context: UtilityContext,
  path: string,
  read: (text: OpenText) => Result,
): Result {
  const { fs } = context;
  context.charge(cost.file);
  const file = fs.open(path, { read: true });
  try {
    const { type, size } = fs.fstat(file);
    if (type === "directory") throw new FsError("EISDIR", "read", path);
    return read({ file, size });
  } finally {
    fs.close(file);
  }
}
