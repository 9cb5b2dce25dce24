/** Assigns arguments that come from a guest or a user to parameters, and checks them. */
import { checkArgument } from "./argument-value.ts";
import { quote } from "./quote.ts";
import type { Parameter, UtilityRow } from "./utility.ts";

/** Arguments by parameter name. */
export type ArgumentRecord = Readonly<Record<string, unknown>>;

/**
 * Assigns positional and keyword arguments to the parameters of `row`. A plain object as the last
 * positional argument gives keyword arguments too, unless it stands where structured data is
 * wanted. Keywords may be snake_case or camelCase; `null` and `undefined` leave an optional
 * parameter at its default. Structured data is paid for by `charge` as it is copied.
 *
 * @throws {TypeError} that names the utility and the parameter.
 */
export function bindArguments(
  row: UtilityRow,
  positional: readonly unknown[],
  keywords?: ArgumentRecord,
  charge: (fuel: number) => void = () => {},
): ArgumentRecord {
  const options = optionsOf(row, positional);
  const values = options === undefined ? positional : positional.slice(0, -1);
  const given = takePositional(row, values);
  for (const source of [options, keywords]) takeKeywords(row, source, given);
  const bound: Record<string, unknown> = {};
  for (const parameter of row.parameters) {
    const { name } = parameter;
    bound[name] = checkOne(row, parameter, given.get(name), charge);
  }
  return bound;
}

/** A parameter's name in JavaScript: `csv_file` is `csvFile`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** The arguments by name among positional ones: a plain object at the end, unless data is wanted there. */
export function optionsOf(
  row: UtilityRow,
  positional: readonly unknown[],
): ArgumentRecord | undefined {
  const last = positional.at(-1);
  if (typeof last !== "object" || last === null || Array.isArray(last)) return undefined;
  const type = row.parameters[positional.length - 1]?.type;
  return type === "value" || type === "record" ? undefined : (last as ArgumentRecord);
}

function takePositional(row: UtilityRow, values: readonly unknown[]): Map<string, unknown> {
  const { parameters } = row;
  const given = new Map<string, unknown>();
  let index = 0;
  for (const { name, variadic } of parameters) {
    if (variadic === true) {
      const rest = index === 0 ? values : values.slice(index);
      if (rest.length > 0) given.set(name, rest.some(Array.isArray) ? rest.flat() : rest);
      return given;
    }
    const value = values[index];
    if (value !== undefined) given.set(name, value);
    index++;
  }
  if (values.length > parameters.length) {
    throw callError(row, `at most ${parameters.length} arguments are taken, got ${values.length}`);
  }
  return given;
}

function takeKeywords(
  row: UtilityRow,
  source: ArgumentRecord | undefined,
  given: Map<string, unknown>,
): void {
  if (source === undefined) return;
  for (const [key, value] of Object.entries(source)) {
    const parameter = row.parameters.find(({ name }) => name === key || camelCase(name) === key);
    if (parameter === undefined) throw callError(row, `there is no parameter ${quote(key)}`);
    if (value === undefined) continue;
    if (given.has(parameter.name)) {
      throw callError(row, `parameter "${parameter.name}" is given twice`);
    }
    given.set(parameter.name, value);
  }
}

function checkOne(
  row: UtilityRow,
  parameter: Parameter,
  value: unknown,
  charge: (fuel: number) => void,
): unknown {
  if (value === undefined || (value === null && parameter.default !== undefined)) {
    if (parameter.default !== undefined) return parameter.default;
    if (parameter.variadic === true) return [];
    throw callError(row, `parameter "${parameter.name}" is missing`);
  }
  return checkArgument(parameter, value, charge, (wanted) => {
    throw callError(row, `parameter "${parameter.name}" must be ${wanted}`);
  });
}

function callError(row: UtilityRow, reason: string): TypeError {
  return new TypeError(`Cannot call "${row.name}": ${reason}`);
}
