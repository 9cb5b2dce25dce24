/** The arguments of the host's door that are functions: no utility sees them. */
import { optionsOf } from "../arguments.ts";
import type { UtilityContext, UtilityRow } from "../utility.ts";

/** A call without the functions among its arguments, and these. */
export interface TakenFunctions {
  readonly args: readonly unknown[];
  readonly onProgress?: NonNullable<UtilityContext["progress"]> | undefined;
  readonly filter?: ((item: unknown) => unknown) | undefined;
}

/**
 * Takes `onProgress` out of the options, and for rows that take a filter that one, which may also
 * be the last argument by position.
 *
 * @throws {TypeError} when one of them is no function.
 */
export function takeFunctions(row: UtilityRow, given: readonly unknown[]): TakenFunctions {
  const options = optionsOf(row, given);
  const positional = options === undefined ? [...given] : given.slice(0, -1);
  const named = { ...options };
  const onProgress = takeFunction(row, named, ["onProgress"]);
  let filter: TakenFunctions["filter"];
  if (row.takesFilter === true) {
    filter = takeFunction(row, named, ["filterFunc", "filter_func"]);
    const at = positional.findIndex(isFunction);
    const [found] = at === -1 ? [] : positional.splice(at, 1);
    if (isFunction(found)) filter = found;
  }
  return { args: options === undefined ? positional : [...positional, named], onProgress, filter };
}

/** Takes the option out of `named` that has one of these names. */
function takeFunction(
  row: UtilityRow,
  named: Record<string, unknown>,
  names: readonly string[],
): ((argument: unknown) => unknown) | undefined {
  const name = names.find((one) => named[one] !== undefined && named[one] !== null);
  const value = name === undefined ? undefined : named[name];
  for (const one of names) delete named[one];
  if (value === undefined || isFunction(value)) return value;
  throw new TypeError(`Cannot call "${row.name}": "${name}" must be a function`);
}

function isFunction(value: unknown): value is (argument: unknown) => unknown {
  return typeof value === "function";
}
