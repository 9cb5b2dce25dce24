/** Tells whether a regular expression can be tried on one line of a text after another. */
import { classEnd, escapeEnd } from "./pattern-size.ts";

/**
 * Whether every match of `pattern` surely lies within one line, and whether it matches there does
 * not depend on the lines around. Gives up at whatever it does not know.
 */
export function staysInLine(pattern: string): boolean {
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "^" || character === "$" || character < " ") return false;
    if (character === "\\") {
      const end = escapeEnd(pattern, index);
      if (!isLineEscape.test(pattern.slice(index + 1, end + 1))) return false;
      index = end;
    } else if (character === "[") {
      const end = classEnd(pattern, index);
      if (!isLineClass.test(pattern.slice(index, end + 1))) return false;
      index = end;
    } else if (character === "(" && pattern.startsWith("(?", index)) {
      if (!/^(?::|P?<|i[:)])/.test(pattern.slice(index + 2, index + 4))) return false;
    }
  }
  return true;
}

/** Digits, letters of words, edges of words and ASCII characters that stand for themselves. */
const isLineEscape = /^[dwbB!-/:-@[-`{-~]$/;

/** Characters from the space on, and escapes that no newline is among. */
const isLineClass = /^\[(?!\^)(?:[ -Z\]-~\u00a0-\uffff]|\\[dw!-/:-@[-`{-~])+\]$/;
