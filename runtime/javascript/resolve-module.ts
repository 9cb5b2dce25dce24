/** Finds which file or built-in module a specifier means, as Node does. */
import { dirName, joinPath } from "../../vfs/index.ts";
import type { Kernel } from "../kernel.ts";
import { hostCost } from "./host-cost.ts";
import {
  directoryImport,
  noBuiltin,
  noModule,
  noPackage,
  noRequired,
  unavailableBuiltin,
  unknownEnding,
  unsupportedUrl,
} from "./module-error.ts";
import { findPackageEntry, packageType } from "./package-entry.ts";
import { isTypeScript, typeScriptCandidates } from "./typescript-paths.ts";
import { whyUnavailable } from "./unavailable.ts";

/** How a module's text is read; `detect` by its syntax. */
export type ModuleFormat = "builtin" | "commonjs" | "detect" | "json" | "module";

/** A module that has been found: a file's path without symlinks, or a built-in's name. */
export interface ResolvedModule {
  readonly path: string;
  readonly format: ModuleFormat;
  /** What follows the path in the specifier: `?…` and `#…` make a module of its own. */
  readonly query: string;
}

/** What resolution looks at. */
export interface ResolutionContext {
  readonly kernel: Pick<Kernel, "fs" | "fuel">;
  readonly builtins: ReadonlySet<string>;
  /** The program's own path, which need not be a file. */
  readonly mainPath: string;
}

/** Resolves the specifier of an `import`. Throws `GuestError`. */
export function resolveImport(
  context: ResolutionContext,
  specifier: string,
  parent: string,
): ResolvedModule {
  const builtin = resolveBuiltin(context, specifier);
  if (builtin !== undefined) return builtin;
  const { name, query } = splitQuery(specifier);
  const located = isPath(name) ? joinFrom(parent, decode(name)) : undefined;
  if (located === undefined && /^[a-z][a-z0-9+.-]*:/i.test(name)) throw unsupportedUrl(specifier);
  const start = located ?? findPackage(context, name, parent, "import");
  if (start === undefined) throw noPackage(name, parent);
  const path = isTypeScript(parent) ? completeTypeScript(context, start) : start;
  switch (typeOf(context, path)) {
    case "file":
      break;
    case "directory":
      throw directoryImport(path, parent);
    default:
      throw noModule(path, parent);
  }
  const real = realPath(context, path);
  return { path: real, format: formatOf(context, real, "import"), query };
}

/** Resolves the specifier of a `require`. Throws `GuestError`. */
export function resolveRequire(
  context: ResolutionContext,
  specifier: string,
  parent: string,
): ResolvedModule {
  const builtin = resolveBuiltin(context, specifier);
  if (builtin !== undefined) return builtin;
  const start = isPath(specifier)
    ? joinFrom(parent, specifier)
    : findPackage(context, specifier, parent, "require");
  const path =
    start === undefined
      ? undefined
      : (completePath(context, start) ?? findCompiled(context, start, parent));
  if (path === undefined) throw noRequired(specifier, parent);
  const real = realPath(context, path);
  return { path: real, format: formatOf(context, real, "require"), query: "" };
}

function resolveBuiltin(
  { builtins }: ResolutionContext,
  specifier: string,
): ResolvedModule | undefined {
  const isMarked = specifier.startsWith("node:");
  const name = isMarked ? specifier.slice("node:".length) : specifier;
  if (builtins.has(name)) return { path: name, format: "builtin", query: "" };
  const reason = whyUnavailable(name);
  if (reason !== undefined) throw unavailableBuiltin(name, reason);
  if (isMarked) throw noBuiltin(specifier);
  return undefined;
}

function isPath(specifier: string): boolean {
  return /^(?:\.{0,2}\/|\.{1,2}$|file:)/.test(specifier);
}

function joinFrom(parent: string, specifier: string): string {
  const path = specifier.replace(/^file:(?:\/\/(?:localhost)?)?(?=\/)/, "");
  return path.startsWith("/") ? joinPath("/", path) : joinPath(dirName(parent), path);
}

function splitQuery(specifier: string): { readonly name: string; readonly query: string } {
  const end = specifier.search(/[?#]/);
  if (end < 0 || !isPath(specifier)) return { name: specifier, query: "" };
  return { name: specifier.slice(0, end), query: specifier.slice(end) };
}

function decode(specifier: string): string {
  try {
    return decodeURIComponent(specifier);
  } catch {
    return specifier;
  }
}

/** The file that a path in TypeScript means; the path itself when there is none. */
function completeTypeScript(context: ResolutionContext, path: string): string {
  const candidates = [path, ...typeScriptCandidates(path)];
  return candidates.find((each) => typeOf(context, each) === "file") ?? path;
}

/** Tries a path as `require` does: as it is, with an ending, as a directory. */
function completePath(context: ResolutionContext, path: string): string | undefined {
  const endings = ["", ".js", ".json", ".cjs", ".mjs", ".ts", ".cts", ".mts"];
  const file = endings.find((ending) => typeOf(context, path + ending) === "file");
  if (file !== undefined) return path + file;
  if (typeOf(context, path) !== "directory") return undefined;
  const main = findPackageEntry(context.kernel, path, "require", ".");
  if (main !== undefined && main !== path) {
    const found = completePath(context, main);
    if (found !== undefined) return found;
  }
  const index = ["index.js", "index.json", "index.cjs", "index.ts"].map((name) =>
    joinPath(path, name),
  );
  return index.find((each) => typeOf(context, each) === "file");
}

/** The TypeScript that `require` of a `.js` file means, where TypeScript asks for it. */
function findCompiled(
  context: ResolutionContext,
  path: string,
  parent: string,
): string | undefined {
  if (!isTypeScript(parent)) return undefined;
  const found = completeTypeScript(context, path);
  return found === path ? undefined : found;
}

/** Looks for a package in `node_modules` of the parent's directory and of those above it. */
function findPackage(
  context: ResolutionContext,
  specifier: string,
  parent: string,
  condition: "import" | "require",
): string | undefined {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0];
  if (name === undefined) return undefined;
  const rest = `.${specifier.slice(name.length)}`;
  for (let directory = dirName(parent); ; directory = dirName(directory)) {
    const root = joinPath(directory, `node_modules/${name}`);
    if (typeOf(context, root) === "directory") {
      const entry = findPackageEntry(context.kernel, root, condition, rest);
      return entry ?? joinPath(root, rest);
    }
    if (directory === "/") return undefined;
  }
}

function realPath({ kernel, mainPath }: ResolutionContext, path: string): string {
  return path === mainPath ? path : kernel.fs.realpath(path);
}

function typeOf({ kernel, mainPath }: ResolutionContext, path: string): string | undefined {
  kernel.fuel.charge(hostCost.entry);
  if (path === mainPath) return "file";
  return kernel.fs.exists(path) ? kernel.fs.stat(path).type : undefined;
}

function formatOf(
  { kernel }: ResolutionContext,
  path: string,
  condition: "import" | "require",
): ModuleFormat {
  const ending = /\.[^./]*$/.exec(path)?.[0] ?? "";
  switch (ending) {
    case ".mjs":
    case ".mts":
      return "module";
    case ".cjs":
    case ".cts":
      return "commonjs";
    case ".json":
      return "json";
    case ".js":
    case ".ts":
    case "":
      return packageType(kernel, path) ?? "detect";
    default:
      if (condition === "require") return "detect";
      throw unknownEnding(ending, path);
  }
}
