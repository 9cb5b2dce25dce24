/** Where `cp`, `mv` and `ln` put something, when the place they were given is a directory. */
import { guardPath } from "../path-guard.ts";
import type { UtilityContext } from "../utility.ts";

/** The absolute path of `place` or, if a directory is there, of `name` in it. Still to be guarded. */
export function pathInto(context: UtilityContext, place: string, name: string): string {
  const { path, realPath } = guardPath(context, place);
  const { fs } = context;
  if (!fs.exists(realPath) || fs.lstat(realPath).type !== "directory") return path;
  return `${path === "/" ? "" : path}/${name}`;
}
