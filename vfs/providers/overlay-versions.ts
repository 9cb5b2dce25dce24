/** What an overlay tells of the files of its two providers: as they do, but for versions. */
import { FsError } from "../fs-error.ts";
import type { ProviderEntry, ProviderStat } from "../provider.ts";
import type { Layers } from "./overlay-layers.ts";

/** What is visible at a path where something is. */
export function shown({ upper, lower }: Layers): ProviderStat {
  const stat = upper ?? lower ?? { type: "directory", size: 0, mtimeNs: 0n };
  return { ...stat, ...prefixed(upper === undefined ? "lower" : "upper", stat) };
}

/** An entry of one of the two. */
export function named(layer: "upper" | "lower", entry: ProviderEntry): ProviderEntry {
  return { ...entry, ...prefixed(layer, entry) };
}

/** The two providers may give the same version to different content. */
export function prefixed(
  layer: "upper" | "lower",
  { version }: ProviderStat,
): Pick<ProviderStat, "version"> {
  return version === undefined ? {} : { version: `${layer}-${version}` };
}

/** ESTALE unless what is visible has the version, or, for `null`, nothing is there. */
export function checkVersion(
  layers: Layers,
  path: string,
  syscall: string,
  ifVersion: string | null,
): void {
  const isThere = (layers.upper ?? layers.lower) !== undefined;
  const version = isThere ? shown(layers).version : null;
  if (version !== ifVersion) throw new FsError("ESTALE", syscall, path);
}
