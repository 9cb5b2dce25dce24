/** Which modules the files of a wheel make importable. */

/** Names that hold what a package is tested and documented by. */
const notImported: ReadonlySet<string> = new Set(["test", "tests", "docs", "examples"]);

/**
 * The topmost modules, sorted: packages, single modules, and what lies in directories without an
 * `__init__.py`. `paths` are those of the archive.
 */
export function findModules(paths: readonly string[]): readonly string[] {
  const sources = paths.flatMap((path) => {
    const parts = installedPath(path);
    return parts?.at(-1)?.endsWith(".py") ? [parts] : [];
  });
  const packages = new Set(
    sources.filter((parts) => parts.at(-1) === "__init__.py").map((parts) => parentOf(parts)),
  );
  const modules = new Set<string>();
  for (const parts of sources) {
    const depth = parts.findIndex((_, index) => packages.has(parts.slice(0, index + 1).join("/")));
    const name = depth < 0 ? [...parts.slice(0, -1), stem(parts)] : parts.slice(0, depth + 1);
    const isImported = name.every((part) => /^[\p{L}_][\p{L}\p{N}_]*$/u.test(part));
    if (isImported && !notImported.has(name[0] ?? "")) modules.add(name.join("."));
  }
  return [...modules].sort();
}

/** Where a file of a wheel goes, as parts below `site-packages`; undefined for what is no code. */
function installedPath(path: string): readonly string[] | undefined {
  const parts = path.split("/");
  if (parts[0]?.endsWith(".dist-info")) return undefined;
  if (!parts[0]?.endsWith(".data")) return parts;
  return parts[1] === "purelib" || parts[1] === "platlib" ? parts.slice(2) : undefined;
}

function parentOf(parts: readonly string[]): string {
  return parts.slice(0, -1).join("/");
}

function stem(parts: readonly string[]): string {
  return parts.at(-1)?.slice(0, -".py".length) ?? "";
}
