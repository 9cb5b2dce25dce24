/** Finds names for files that are not whole yet. */
import type { Resolution } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";

/** A name that nothing has, after `prefix`, which is a directory with its final slash or empty. Charges `cost.entry` for each name tried. */
export function freeName(context: UtilityContext, prefix: string, at: Resolution = {}): string {
  for (let number = 0; ; number++) {
    context.charge(cost.entry);
    const name = `${prefix}.partial-${number}`;
    if (!context.fs.exists(name, { ...at, follow: false })) return name;
  }
}
