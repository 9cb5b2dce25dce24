/**
 * Finds text that every match of a regular expression must contain. Searching a file for bytes is
 * far faster than matching, so only lines with that text are matched at all.
 */
import { classEnd, countedRepetition, escapeEnd } from "./pattern-size.ts";

/**
 * The longest text that each line matched by `pattern` contains, or `""` when none is certain.
 * Looks only at what stands outside of groups and gives up at alternatives and flags.
 */
export function requiredLiteral(pattern: string): string {
  let best = "";
  let run = "";
  let depth = 0;
  const endRun = (): void => {
    if (run.length > best.length) best = run;
    run = "";
  };
  for (let index = 0; index < pattern.length; ) {
    const character = String.fromCodePoint(pattern.codePointAt(index) ?? 0);
    let next = index + character.length;
    let literal: string | undefined;
    if (character === "\\") {
      next = escapeEnd(pattern, index) + 1;
      const escaped = pattern.slice(index + 1, next);
      if (escaped.startsWith("Q")) return "";
      if (isPunctuation.test(escaped)) literal = escaped;
    } else if (character === "[") {
      next = classEnd(pattern, index) + 1;
    } else if (character === "(") {
      if (hasFlags(pattern, index)) return "";
      depth++;
    } else if (character === ")") {
      depth--;
    } else if (character === "|" && depth === 0) {
      return "";
    } else if (character === "{") {
      next = index + (countedRepetition(pattern, index)?.length ?? 1);
    } else if (!special.test(character)) {
      literal = character;
    }
    // An operand that may be repeated no times at all is not required.
    if (literal === undefined || depth > 0 || /[*?{]/.test(pattern.charAt(next))) endRun();
    else run += literal;
    index = next;
  }
  endRun();
  return best;
}

/** One ASCII character that stands for itself after a backslash. */
const isPunctuation = /^[!-/:-@[-`{-~]$/;

/** Operators, and characters that a line as it was decoded does not surely hold as these bytes. */
const special = /[.*+?^$|\r\n\ufffd\ud800-\udfff]/u;

/** Whether the group at `start` may set flags, such as `(?i)`; `(?:` and names do not. */
function hasFlags(pattern: string, start: number): boolean {
  return pattern.startsWith("(?", start) && !/^(?::|P?<)/.test(pattern.slice(start + 2, start + 4));
}
