/** The rows of the module `state`. */
import { loadState } from "./state/load-state.ts";
import { saveState } from "./state/save-state.ts";
import { updateState } from "./state/update-state.ts";

/** The utilities of the module `state`, by their JavaScript names. */
export interface StateUtilities {
  readonly saveState: typeof saveState;
  readonly loadState: typeof loadState;
  readonly updateState: typeof updateState;
}

/** The rows. */
export const stateUtilities: StateUtilities = { saveState, loadState, updateState };
