/** Checks arguments that come from a guest or a user, and gives each parameter its value. */
import type { Parameter, UtilityRow } from "./utility.ts";

/** Arguments by parameter name. */
export type ArgumentRecord = Readonly<Record<string, unknown>>;

/**
 * Assigns positional and keyword arguments to the parameters of `row`. A plain object as the last
 * positional argument gives keyword arguments too. Keywords may be snake_case or camelCase;
 * `null` and `undefined` leave an optional parameter at its default.
 *
 * @throws {TypeError} that names the utility and the parameter.
 */
export function bindArguments(
  row: UtilityRow,
  positional: readonly unknown[],
  keywords?: ArgumentRecord,
): ArgumentRecord {
  const last = positional.at(-1);
  const options = isPlainObject(last) ? last : undefined;
  const values = options === undefined ? positional : positional.slice(0, -1);
  const { parameters } = row;
  if (values.length > parameters.length) {
    throw callError(row, `at most ${parameters.length} arguments are taken, got ${values.length}`);
  }
  const given = new Map<string, unknown>();
  values.forEach((value, index) => {
    const parameter = parameters[index];
    if (parameter !== undefined && value !== undefined) given.set(parameter.name, value);
  });
  for (const source of [options, keywords]) takeKeywords(row, source, given);
  return Object.fromEntries(
    parameters.map((parameter) => [
      parameter.name,
      checkValue(row, parameter, given.get(parameter.name)),
    ]),
  );
}

/** A parameter's name in JavaScript: `csv_file` is `csvFile`. */
export function camelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
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

function checkValue(row: UtilityRow, parameter: Parameter, value: unknown): unknown {
  if (value === undefined || value === null) {
    if (parameter.default !== undefined) return parameter.default;
    if (value === undefined) throw callError(row, `parameter "${parameter.name}" is missing`);
  }
  if (!hasType(parameter, value)) {
    const wanted = `${typeNames[parameter.type]}${atLeast(parameter)}`;
    throw callError(
      row,
      `parameter "${parameter.name}" must be ${wanted}, got ${describe(value, parameter)}`,
    );
  }
  // A list is copied, because its owner could change it while the utility runs.
  return Array.isArray(value) ? [...value] : value;
}

const typeNames: Readonly<Record<Parameter["type"], string>> = {
  string: "a string",
  strings: "a string or a list of strings",
  integer: "an integer",
  boolean: "a boolean",
};

function atLeast({ minimum }: Parameter): string {
  return minimum === undefined ? "" : ` of at least ${minimum}`;
}

function hasType({ type, minimum }: Parameter, value: unknown): boolean {
  switch (type) {
    case "string":
      return typeof value === "string";
    case "strings":
      return (
        typeof value === "string" ||
        (Array.isArray(value) && value.every((item) => typeof item === "string"))
      );
    case "integer":
      return Number.isSafeInteger(value) && Number(value) >= (minimum ?? -Infinity);
    case "boolean":
      return typeof value === "boolean";
  }
}

function describe(value: unknown, { type }: Parameter): string {
  if (value === null) return "null";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) {
    const odd: unknown = value.find((item) => typeof item !== "string");
    return type === "strings" ? `a list with ${kindOf(odd)}` : "a list";
  }
  return kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isPlainObject(value: unknown): value is ArgumentRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Quotes what a caller wrote, on one line and not at length. */
function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function callError(row: UtilityRow, reason: string): TypeError {
  return new TypeError(`Cannot call "${row.name}": ${reason}`);
}
