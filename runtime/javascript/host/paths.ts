/** Turns paths of a program into absolute ones. */
import { FsError } from "../../../vfs/index.ts";
import type { Kernel } from "../../kernel.ts";

/** The absolute path that the filesystem gets. ENOENT for the empty path, as POSIX says. */
export function resolvePath({ cwd }: Pick<Kernel, "cwd">, path: string): string {
  if (path === "") throw new FsError("ENOENT", "open", path);
  if (path.startsWith("/")) return path;
  return cwd === "/" ? `/${path}` : `${cwd}/${path}`;
}
