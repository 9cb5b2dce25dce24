/** Parses JSON that may be anything, at the speed of the engine's own parser where that will do. */
import type { JsonValue } from "../json-value.ts";
import { measureJson } from "./json-measure.ts";
import { type ExactJson, readJson } from "./json-reader.ts";

/**
 * Data whose numbers are doubles. Keys such as `__proto__` are kept as keys. The text must have been
 * paid for.
 *
 * @throws {UtilityError} `INVALID_JSON` with line and column, the same ones on every engine.
 */
export function parseJson(text: string): JsonValue {
  measureJson(text);
  return parseMeasured(text);
}

/** The same with integers beyond 2^53 as they are written. */
export function parseExactJson(text: string): ExactJson {
  return measureJson(text).hasLongNumbers ? readJson(text) : parseMeasured(text);
}

function parseMeasured(text: string): JsonValue {
  try {
    return JSON.parse(text);
  } catch (error) {
    readJson(text);
    throw error;
  }
}
