/** Which functions can take and return fuel in a register. */
import type { TypeEntry } from "../sections/types.ts";

/**
 * Above this many parameters and results, registers are used up and a wrapper would be long.
 * Engines allow 1,000 of each.
 */
const MAX_REGISTER_SIGNATURE = 32;

/** Whether functions of the type can. */
export function fitsRegisters(type: TypeEntry | undefined): boolean {
  return type !== undefined && type.parameters + type.results <= MAX_REGISTER_SIGNATURE;
}
