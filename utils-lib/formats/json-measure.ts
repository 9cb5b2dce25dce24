/** Looks over a JSON text before it is parsed: how deep it is, how much it holds. */
import { maxJsonDepth } from "../json-value.ts";
import { documentError } from "./document-error.ts";

/** What {@link measureJson} finds. */
export interface JsonMeasure {
  /** Whether a number has so many digits that a double may not hold it. */
  readonly hasLongNumbers: boolean;
}

/** The most values that one document may hold. */
export const maxJsonValues: number = 8_000_000;

/** Every integer of fewer digits is a double. */
const longNumberDigits = 16;

/**
 * Measures a text that may not be JSON at all; parsing says so.
 *
 * @throws {UtilityError} `INVALID_JSON` when it nests deeper than {@link maxJsonDepth} or holds more
 * than {@link maxJsonValues}.
 */
export function measureJson(text: string): JsonMeasure {
  let depth = 0;
  let values = 1;
  let digits = 0;
  let hasLongNumbers = false;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x30 && unit <= 0x39) {
      if (++digits === longNumberDigits) hasLongNumbers = true;
      continue;
    }
    digits = 0;
    switch (unit) {
      case quote:
        for (let next = 0; next !== quote && index < text.length; ) {
          next = text.charCodeAt(++index);
          if (next === backslash) index++;
        }
        break;
      case openBracket:
      case openBrace:
        if (++depth > maxJsonDepth) {
          const reason = `it nests deeper than ${maxJsonDepth}`;
          throw documentError("INVALID_JSON", text, index, reason);
        }
        values++;
        break;
      case closeBracket:
      case closeBrace:
        depth--;
        break;
      case comma:
        values++;
        break;
    }
    if (values > maxJsonValues) {
      const reason = `it holds more than ${maxJsonValues} values`;
      throw documentError("INVALID_JSON", text, index, reason);
    }
  }
  return { hasLongNumbers };
}

const quote = 0x22;
const backslash = 0x5c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;
