/** The registry: one row for each utility. Doors, documentation and dispatch are made from it. */
import { find } from "./files/find.ts";
import { csvToJson } from "./formats/csv-to-json.ts";
import { grep } from "./text/grep.ts";
import { head } from "./text/head.ts";

/** All utilities, by their JavaScript names. */
export interface Utilities {
  readonly find: typeof find;
  readonly grep: typeof grep;
  readonly head: typeof head;
  readonly csvToJson: typeof csvToJson;
}

/** The rows. */
export const utilities: Utilities = { find, grep, head, csvToJson };
