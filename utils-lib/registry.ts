/** The registry: one row for each utility. Doors, documentation and dispatch are made from it. */
import { type FilesUtilities, filesUtilities } from "./registry-files.ts";
import { type FormatsUtilities, formatsUtilities } from "./registry-formats.ts";
import { type ShellUtilities, shellUtilities } from "./registry-shell.ts";
import { type StateUtilities, stateUtilities } from "./registry-state.ts";
import { type TextUtilities, textUtilities } from "./registry-text.ts";

/** All utilities, by their JavaScript names. */
export interface Utilities
  extends FilesUtilities,
    TextUtilities,
    FormatsUtilities,
    ShellUtilities,
    StateUtilities {}

/** The rows. */
export const utilities: Utilities = {
  ...filesUtilities,
  ...textUtilities,
  ...formatsUtilities,
  ...shellUtilities,
  ...stateUtilities,
};
