/** What two providers can do together. */
import type { ProviderCapabilities } from "../provider.ts";

/** Capabilities of an overlay: what is kept must be kept by both, what is done is done by the upper one. */
export function overlaidCapabilities(
  lower: ProviderCapabilities,
  upper: ProviderCapabilities,
): ProviderCapabilities {
  const canCompare = upper.conditions === "checked" || upper.conditions === "atomic";
  return {
    writes: upper.writes,
    ranges: lower.ranges && upper.ranges,
    directories: upper.directories,
    symlinks: upper.symlinks,
    modes: lower.modes && upper.modes,
    times: lower.times && upper.times,
    xattrs: lower.xattrs && upper.xattrs,
    caseSensitive: lower.caseSensitive && upper.caseSensitive,
    atomicReplace: upper.atomicReplace,
    atomicRename: "none",
    conditions: canCompare ? "checked" : "none",
    watch: false,
  };
}
