/** Decides which links a guest may leave on the host. */

/**
 * The target to write for a link that a guest made, or undefined where it could lead out of the
 * mount. `depth` = directories between the mount's root and the link; `guest` = the mount's root.
 *
 * `..` is allowed only in front, and at most `depth` times: after a name, which may itself be a
 * link, `..` could lead anywhere.
 */
export function hostLinkTarget(target: string, depth: number, guest: string): string | undefined {
  const absolute = target.startsWith("/");
  const parts = target.split("/").filter((part) => part !== "" && part !== ".");
  const inside = absolute ? below(parts, guest) : parts;
  if (inside === undefined) return undefined;
  const firstName = inside.findIndex((part) => part !== "..");
  const names = firstName < 0 ? [] : inside.slice(firstName);
  const ups = inside.length - names.length;
  // Windows reads `\` as a separator and `C:` as a drive.
  const isUnsafe = names.some((name) => name === ".." || /[\\:]/.test(name));
  if (isUnsafe || ups > (absolute ? 0 : depth)) return undefined;
  // An absolute guest path means nothing on the host: write the same place as seen from the link.
  return absolute ? [...Array<string>(depth).fill(".."), ...names].join("/") || "." : target;
}

/** What is left of an absolute path below `root`; undefined where it is not below it. */
function below(parts: readonly string[], root: string): readonly string[] | undefined {
  const rootParts = root.split("/").filter((part) => part !== "");
  return rootParts.every((part, index) => parts[index] === part)
    ? parts.slice(rootParts.length)
    : undefined;
}
