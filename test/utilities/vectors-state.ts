/** What the utilities of the module `state` must answer behind every door. */
import type { UtilityVector } from "./vector.ts";

/** The vectors, beside the examples of the rows. */
export const stateVectors: readonly UtilityVector[] = [];
