/** The rows of the module `formats`. */
import { csvToJson } from "./formats/csv-to-json.ts";

/** The utilities of the module `formats`, by their JavaScript names. */
export interface FormatsUtilities {
  readonly csvToJson: typeof csvToJson;
}

/** The rows. */
export const formatsUtilities: FormatsUtilities = { csvToJson };
