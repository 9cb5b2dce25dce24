/** The path rule: whatever a caller names must lie in the context's root, symlinks included. */
import { FsError, isWithin, normalizePath } from "../vfs/index.ts";
import { cost } from "./cost.ts";
import type { UtilityContext } from "./utility.ts";

/** A path that leads out of the directory that utilities may use. */
export class PathEscapeError extends Error {
  override readonly name = "PathEscapeError";
  readonly code = "PATH_ESCAPE_ATTEMPT";

  constructor(root: string, path: string) {
    super(`Path must be within ${root}: ${path}`);
  }
}

/** A path that has passed the rule. */
export interface GuardedPath {
  /** Absolute, without `.`, `..` and repeated slashes; may contain symlinks that stay inside. */
  readonly path: string;
  /** The same without symlinks; a last part that does not exist stays as it is. */
  readonly realPath: string;
}

/**
 * Resolves `path` against the working directory: first by its text, where `..` removes the
 * component before it, then through every symlink on the way, existing or dangling. Charges
 * `cost.path` and, for each component looked up, `cost.component`.
 *
 * @throws {PathEscapeError} when either leads outside of `context.root`.
 */
export function guardPath(context: UtilityContext, path: string): GuardedPath {
  context.charge(cost.path);
  if (path.includes("\0")) throw new FsError("EINVAL", "stat", path);
  const absolute = normalizePath(path, context.cwd);
  if (!isWithin(absolute, context.root)) throw new PathEscapeError(context.root, path);
  const realPath = resolveLinks(context, absolute);
  if (!isWithin(realPath, context.root)) throw new PathEscapeError(context.root, path);
  return { path: absolute, realPath };
}

/** As many symlinks as Linux follows in one path. */
const maxLinks = 40;

function resolveLinks(context: UtilityContext, absolute: string): string {
  const { fs } = context;
  // The components still to be walked, the next one last.
  const pending = absolute.split("/").reverse();
  let real = "";
  let links = 0;
  let exists = true;
  while (true) {
    const component = pending.pop();
    if (component === undefined) return real === "" ? "/" : real;
    if (component === "" || component === ".") continue;
    if (component === "..") {
      real = real.slice(0, Math.max(0, real.lastIndexOf("/")));
      exists = true;
      continue;
    }
    const next = `${real}/${component}`;
    const target = exists ? linkTarget(next) : undefined;
    if (target === undefined) {
      real = next;
      continue;
    }
    if (++links > maxLinks) throw new FsError("ELOOP", "stat", absolute);
    if (target.startsWith("/")) real = "";
    pending.push(...target.split("/").reverse());
  }

  function linkTarget(path: string): string | undefined {
    context.charge(cost.component);
    // Asking first is far cheaper than an error, and most new files take this way.
    exists = fs.exists(path, { follow: false });
    return exists && fs.lstat(path).type === "symlink" ? fs.readlink(path) : undefined;
  }
}

/** Whether an error says that nothing is there, which utilities answer with an empty result. */
export function isMissing(error: unknown): boolean {
  return error instanceof FsError && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
