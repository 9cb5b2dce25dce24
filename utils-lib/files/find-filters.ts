/** What `find` asks of an entry besides its name: type, size and time. */
import type { FileType, Stat } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";
import { secondsOf } from "./entry-record.ts";
import { isFileInside } from "./is-file-inside.ts";
import { isUnreachable } from "./visit-tree.ts";

/** The limits of an entry; `null` is none. */
export interface EntryLimits {
  readonly type: FileType | "any";
  readonly min_size: number | null;
  readonly max_size: number | null;
  readonly modified_after: number | null;
  readonly modified_before: number | null;
}

/** Whether an entry of `type` can be what is wanted at all. */
export function mayBe(wanted: EntryLimits["type"], type: FileType): boolean {
  if (wanted === "file") return type !== "directory";
  return wanted === "any" || wanted === type;
}

/** Tells whether an entry that {@link mayBe} wanted is; of a symlink that counts as a file, the file is measured. */
export function createEntryFilter(
  context: UtilityContext,
  limits: EntryLimits,
): (path: string, type: FileType) => boolean {
  const { type: wanted, min_size, max_size, modified_after, modified_before } = limits;
  const isMeasured = [min_size, max_size, modified_after, modified_before].some(
    (limit) => limit !== null,
  );
  return (path, type) => {
    const follow = wanted === "file" && type === "symlink";
    if (follow && !isFileInside(context, path)) return false;
    return !isMeasured || hasLimits(statOf(context, path, follow));
  };

  function hasLimits(stat: Stat | undefined): boolean {
    if (stat === undefined) return false;
    const seconds = secondsOf(stat.mtimeNs);
    return (
      stat.size >= (min_size ?? 0) &&
      stat.size <= (max_size ?? Infinity) &&
      seconds > (modified_after ?? -Infinity) &&
      seconds < (modified_before ?? Infinity)
    );
  }
}

function statOf(context: UtilityContext, path: string, follow: boolean): Stat | undefined {
  context.charge(cost.component);
  try {
    return context.fs.stat(path, { follow });
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}
