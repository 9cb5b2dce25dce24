/** The rows of the module `files`. */
import { find } from "./files/find.ts";

/** The utilities of the module `files`, by their JavaScript names. */
export interface FilesUtilities {
  readonly find: typeof find;
}

/** The rows. */
export const filesUtilities: FilesUtilities = { find };
