/** What the utilities of the module `text` must answer behind every door. */
import type { UtilityVector } from "./vector.ts";

/** The vectors, beside the examples of the rows. */
export const textVectors: readonly UtilityVector[] = [];
