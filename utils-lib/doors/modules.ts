/** The topics of the utilities, in the order in which documents and doors have them. */
import type { UtilityModule } from "../utility.ts";

/** Each is a submodule of `sandbox_utils`; `data`, whose functions are no rows, is one more. */
export const modules: readonly UtilityModule[] = ["files", "text", "formats", "shell", "state"];
