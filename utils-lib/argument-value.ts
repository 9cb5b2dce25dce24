/** Checks one argument against the type of its parameter. */
import { cost } from "./cost.ts";
import { copyJson, NotJson } from "./json-value.ts";
import { quote } from "./quote.ts";
import type { Parameter } from "./utility.ts";

/**
 * Gives back `value`, or a copy of it where its owner could change it while the utility runs.
 * `refuse` gets what the argument must be and what it is instead.
 */
export function checkArgument(
  parameter: Parameter,
  value: unknown,
  charge: (fuel: number) => void,
  refuse: (wanted: string) => never,
): unknown {
  switch (parameter.type) {
    case "value":
    case "record":
      if (parameter.type === "record" && !isObject(value)) {
        return refuse(`an object, got ${describe(value)}`);
      }
      return checkData(value, charge, refuse);
    case "choice":
      if (typeof value === "string" && parameter.choices?.includes(value) === true) return value;
      return refuse(`${listOf(parameter.choices ?? [])}, got ${describeText(value)}`);
    default:
      if (hasType(parameter, value)) return Array.isArray(value) ? [...value] : value;
      return refuse(
        `${typeNames[parameter.type]}${atLeast(parameter)}, got ${describe(value, parameter)}`,
      );
  }
}

const typeNames = {
  string: "a string",
  strings: "a string or a list of strings",
  integer: "an integer",
  number: "a number",
  boolean: "a boolean",
} as const;

function checkData(
  value: unknown,
  charge: (fuel: number) => void,
  refuse: (wanted: string) => never,
): unknown {
  try {
    return copyJson(value, (characters) => {
      charge(cost.dataItem + characters * cost.resultByte);
    });
  } catch (error) {
    if (error instanceof NotJson) return refuse(error.message);
    throw error;
  }
}

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
    case "number":
      return Number.isFinite(value) && Number(value) >= (minimum ?? -Infinity);
    default:
      return typeof value === "boolean";
  }
}

function listOf(choices: readonly string[]): string {
  return `one of ${choices.map((choice) => `"${choice}"`).join(", ")}`;
}

function describeText(value: unknown): string {
  return typeof value === "string" ? quote(value) : describe(value);
}

function describe(value: unknown, parameter?: Parameter): string {
  if (typeof value === "number") return String(value);
  if (Array.isArray(value) && parameter?.type === "strings") {
    const odd: unknown = value.find((item) => typeof item !== "string");
    return `a list with ${kindOf(odd)}`;
  }
  return kindOf(value);
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
