/** The rows of the module `shell`. */

/** The utilities of the module `shell`, by their JavaScript names. */
// biome-ignore lint/suspicious/noEmptyInterface: its members come next
export interface ShellUtilities {}

/** The rows. */
export const shellUtilities: ShellUtilities = {};
