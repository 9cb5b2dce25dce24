/** The rows of the module `state`. */

/** The utilities of the module `state`, by their JavaScript names. */
// biome-ignore lint/suspicious/noEmptyInterface: its members come next
export interface StateUtilities {}

/** The rows. */
export const stateUtilities: StateUtilities = {};
