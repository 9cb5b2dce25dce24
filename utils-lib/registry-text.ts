/** The rows of the module `text`. */
import { grep } from "./text/grep.ts";
import { head } from "./text/head.ts";

/** The utilities of the module `text`, by their JavaScript names. */
export interface TextUtilities {
  readonly grep: typeof grep;
  readonly head: typeof head;
}

/** The rows. */
export const textUtilities: TextUtilities = { grep, head };
