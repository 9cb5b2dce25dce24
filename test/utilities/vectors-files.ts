/** What the utilities of the module `files` must answer behind every door. */
import type { UtilityVector } from "./vector.ts";

/** The vectors, beside the examples of the rows. */
export const filesVectors: readonly UtilityVector[] = [];
