/** Writes a file as a whole: others see the old content or the new one, never a part. */
import { FsError, type OpenFile } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { guardPath, isMissing } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";
import { freeName } from "./free-name.ts";

/**
 * Writes what `produce` passes to its argument to a temporary file beside `path`, which then takes
 * the name. When anything throws, the temporary file is removed and `path` stays as it was.
 * Follows a symlink at `path`.
 *
 * @throws {FsError} `EISDIR`, `ENOENT` without the directory, and what writing reports.
 */
export function replaceFile(
  context: UtilityContext,
  path: string,
  produce: (write: (chunk: Uint8Array) => void) => void,
): void {
  const { fs } = context;
  const { path: named, realPath } = guardPath(context, path);
  context.charge(cost.file);
  const parent = realPath.slice(0, realPath.lastIndexOf("/"));
  refuseDirectory(context, named, realPath);
  if (!fs.exists(parent === "" ? "/" : parent)) throw new FsError("ENOENT", "open", named);
  const temporary = freeName(context, `${parent}/`);
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
    fs.rename(temporary, realPath);
  } catch (error) {
    fs.unlink(temporary);
    throw error;
  }
}

function refuseDirectory({ fs }: UtilityContext, named: string, realPath: string): void {
  try {
    if (fs.lstat(realPath).type !== "directory") return;
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  throw new FsError("EISDIR", "open", named);
}
