/** What a plain YAML scalar means: the core schema of YAML 1.2, written as JSON. */

const words: ReadonlyMap<string, string> = new Map([
  ["", "null"],
  ...["~", "null", "Null", "NULL"].map((word) => [word, "null"] as const),
  ...["true", "True", "TRUE"].map((word) => [word, "true"] as const),
  ...["false", "False", "FALSE"].map((word) => [word, "false"] as const),
]);

/** The first characters of numbers. */
const maybeNumber = /^[-+.0-9]/;
const decimalPattern = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const basedPattern = /^0(?:o[0-7]{1,64}|x[0-9a-fA-F]{1,64})$/;
const notFinitePattern = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** The kinds of values that a plain scalar can have. */
export type ScalarKind = "null" | "bool" | "int" | "float" | "str";

/** A scalar and its JSON text. `json` is `undefined` for what JSON cannot say: infinity and NaN. */
export interface Scalar {
  readonly kind: ScalarKind;
  readonly json: string | undefined;
}

/**
 * The meaning of a plain scalar. Numbers keep the digits that they are written with, so that
 * integers of any size stay whole and `1.0` stays `1.0`.
 */
export function plainScalar(text: string): Scalar {
  const word = words.get(text);
  if (word !== undefined) return { kind: word === "null" ? "null" : "bool", json: word };
  if (maybeNumber.test(text)) {
    if (decimalPattern.test(text)) {
      return { kind: /^[-+]?[0-9]+$/.test(text) ? "int" : "float", json: decimalJson(text) };
    }
    if (basedPattern.test(text)) return { kind: "int", json: BigInt(text).toString() };
    if (notFinitePattern.test(text)) return { kind: "float", json: undefined };
  }
  return stringScalar(text);
}

/** A scalar that is text, whatever it looks like. */
export function stringScalar(text: string): Scalar {
  return { kind: "str", json: JSON.stringify(text) };
}

/** JSON has no plus before a number, no zeros before digits, and digits on both sides of a point. */
function decimalJson(text: string): string {
  const sign = text.startsWith("-") ? "-" : "";
  const unsigned = text.replace(/^[-+]/, "").replace(/^0+(?=[0-9])/, "");
  const led = unsigned.startsWith(".") ? `0${unsigned}` : unsigned;
  return sign + led.replace(/\.(?![0-9])/, ".0");
}
