/** Writes a file as a whole: others see the old content or the new one, never a part. */
import { FsError, type OpenFile } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";
import { freeName } from "./free-name.ts";
import { parentPrefix } from "./parent-prefix.ts";

/**
 * Writes what `produce` passes to its argument to a temporary file beside `path`, which then takes
 * the name. When anything throws, the temporary file is removed and `path` stays as it was.
 * Follows a symlink at `path`; a file that is replaced gives its mode to the new one.
 *
 * @throws {FsError} `EISDIR`, `ENOENT` and `ENOTDIR` without the directory, and what writing reports.
 */
export function replaceFile(
  context: UtilityContext,
  path: string,
  produce: (write: (chunk: Uint8Array) => void) => void,
): void {
  const { fs } = context;
  const place = guardPath(context, path);
  const { realPath } = place;
  context.charge(cost.file);
  const old = fs.exists(realPath) ? fs.lstat(realPath) : undefined;
  if (old?.type === "directory") throw new FsError("EISDIR", "open", place.path);
  const temporary = freeName(context, parentPrefix(fs, place, "open"));
  const file: OpenFile = fs.open(temporary, { write: true, create: true, exclusive: true });
  try {
    try {
      produce((chunk) => {
        context.charge(chunk.length * cost.resultByte);
        fs.write(file, chunk);
      });
    } finally {
      fs.close(file);
    }
    if (old !== undefined) fs.chmod(temporary, old.mode);
    fs.rename(temporary, realPath);
  } catch (error) {
    fs.unlink(temporary);
    throw error;
  }
}
