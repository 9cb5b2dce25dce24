/** Finds what the two providers of an overlay have at a path. */
import { FsError } from "../fs-error.ts";
import type { Provider, ProviderCall, ProviderStat } from "../provider.ts";
import { statIfThere } from "./rename-by-copy.ts";

/** What names begin with that mark another name as removed. */
export const markPrefix = ".wh.";

/** What is at a path. The upper one hides the lower one, except where both are directories. */
export interface Layers {
  readonly upper: ProviderStat | undefined;
  readonly lower: ProviderStat | undefined;
  /** Whether the lower provider has something there that would show if the upper one had nothing. */
  readonly isBelow: boolean;
}

/** Walks from the root. ENOENT and ENOTDIR for what is above the path. */
export async function findLayers(
  providers: { readonly lower: Provider; readonly upper: Provider },
  path: string,
  options: { readonly syscall: string; readonly call: ProviderCall | undefined },
): Promise<Layers> {
  const call = options.call?.signal === undefined ? {} : { signal: options.call.signal };
  let found: Layers = {
    upper: await statIfThere(providers.upper, "/", call),
    lower: await statIfThere(providers.lower, "/", call),
    isBelow: true,
  };
  for (const at of prefixes(path)) {
    const above = found.upper ?? found.lower;
    if (above?.type !== "directory") {
      const code = above === undefined ? "ENOENT" : "ENOTDIR";
      throw new FsError(code, options.syscall, path);
    }
    const upper = found.upper && (await statIfThere(providers.upper, at, call));
    const isMarked = found.upper && (await statIfThere(providers.upper, markOf(at), call));
    const lower =
      found.lower && isMarked === undefined
        ? await statIfThere(providers.lower, at, call)
        : undefined;
    const isMerged =
      upper === undefined || (upper.type === "directory" && lower?.type === "directory");
    found = { upper, lower: isMerged ? lower : undefined, isBelow: lower !== undefined };
  }
  return found;
}

/** The path of the file that marks another as removed. */
export function markOf(path: string): string {
  const start = path.lastIndexOf("/") + 1;
  return `${path.slice(0, start)}${markPrefix}${path.slice(start)}`;
}

/** EINVAL for names that would be marks. */
export function checkOverlayName(path: string, syscall: string): void {
  if (path.includes(`/${markPrefix}`)) throw new FsError("EINVAL", syscall, path);
}

/** The directories above a path, the root first. */
export function directoriesAbove(path: string): readonly string[] {
  return path === "/" ? [] : ["/", ...prefixes(path).slice(0, -1)];
}

/** Each directory on the way to a path, and the path; not the root. */
function prefixes(path: string): readonly string[] {
  const parts = path.split("/").filter((part) => part !== "");
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join("/")}`);
}
