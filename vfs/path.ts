/** Paths as text: nothing here looks at a filesystem, so symlinks are not followed. */

/**
 * The absolute path that `path` names from `base`, without `.`, `..`, doubled or last slashes.
 * Like the kernel, `..` at the root stays at the root.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { normalizePath } from "fuelbox/vfs";
 *
 * assert.equal(normalizePath("../lib//a.txt", "/app/src"), "/app/lib/a.txt");
 * ```
 */
export function normalizePath(path: string, base = "/"): string {
  const absolute = path.startsWith("/") ? path : `${base}/${path}`;
  return isNormal(absolute) ? absolute : `/${components(absolute, true).join("/")}`;
}

/**
 * Whether `path` is `root` or below it, compared by component: `/app2` is not within `/app`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { isWithin } from "fuelbox/vfs";
 *
 * assert.equal(isWithin("/app/data.csv", "/app"), true);
 * assert.equal(isWithin("/app2/data.csv", "/app"), false);
 * assert.equal(isWithin("/app/../etc", "/app"), false);
 * ```
 */
export function isWithin(path: string, root: string): boolean {
  const inner = normalizePath(path);
  const outer = normalizePath(root);
  return outer === "/" || inner === outer || inner.startsWith(`${outer}/`);
}

/**
 * Joins parts by slashes and removes `.`, `..` and doubled slashes; relative if the parts are.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { joinPath } from "fuelbox/vfs";
 *
 * assert.equal(joinPath("/app", "data", "../report.md"), "/app/report.md");
 * assert.equal(joinPath("a", "../.."), "..");
 * ```
 */
export function joinPath(...parts: readonly string[]): string {
  const joined = parts.filter((part) => part !== "").join("/");
  const isAbsolute = joined.startsWith("/");
  const path = components(joined, isAbsolute).join("/");
  if (isAbsolute) return `/${path}`;
  return path === "" ? "." : path;
}

/**
 * The last component of a path; empty for the root.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { baseName } from "fuelbox/vfs";
 *
 * assert.equal(baseName("/app/data.csv"), "data.csv");
 * ```
 */
export function baseName(path: string): string {
  const end = endOfText(path);
  return path.slice(path.lastIndexOf("/", end - 1) + 1, end);
}

/**
 * A path without its last component, as it is written; `.` when nothing is left.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { dirName } from "fuelbox/vfs";
 *
 * assert.equal(dirName("/app/data.csv"), "/app");
 * assert.equal(dirName("data.csv"), ".");
 * ```
 */
export function dirName(path: string): string {
  const slash = path.lastIndexOf("/", endOfText(path) - 1);
  if (slash < 0) return path.startsWith("/") ? "/" : ".";
  return path.slice(0, endOfText(path.slice(0, slash))) || "/";
}

const [slash, dot] = [47, 46];

/** Whether an absolute path is what {@link normalizePath} would make of it; most are. */
function isNormal(path: string): boolean {
  if (path === "/") return true;
  if (path.charCodeAt(0) !== slash) return false;
  // The component that is being read: its length, and whether it has been nothing but dots.
  let length = 0;
  let isDots = true;
  for (let at = 1; at < path.length; at++) {
    const code = path.charCodeAt(at);
    if (code !== slash) {
      length += 1;
      isDots &&= code === dot;
    } else {
      if (length === 0 || (isDots && length <= 2)) return false;
      length = 0;
      isDots = true;
    }
  }
  return length > 2 || (length > 0 && !isDots);
}

/** Where the path ends without its last slashes. */
function endOfText(path: string): number {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === 47) end -= 1;
  return end;
}

function components(path: string, isAbsolute: boolean): string[] {
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") kept.push(part);
    else if (kept.length > 0 && kept.at(-1) !== "..") kept.pop();
    else if (!isAbsolute) kept.push(part);
  }
  return kept;
}
