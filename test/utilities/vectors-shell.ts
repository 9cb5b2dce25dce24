/** What the utilities of the module `shell` must answer behind every door. */
import type { UtilityVector } from "./vector.ts";

/** The vectors, beside the examples of the rows. */
export const shellVectors: readonly UtilityVector[] = [];
