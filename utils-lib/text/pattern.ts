/** Regular expressions of callers: RE2 syntax, matched in linear time, refused when too large. */
import { RE2JS } from "re2js";
import { quote } from "../quote.ts";
import { UtilityError } from "../utility-error.ts";
import { createMatchFinder, type MatchFinder } from "./match-finder.ts";
import { estimateSize } from "./pattern-size.ts";
import type { PatternGroups } from "./replacement.ts";

/** A compiled regular expression. */
export interface Pattern {
  /** Size of its program; the time for one byte grows with it at worst. */
  readonly instructions: number;
  readonly groups: PatternGroups;
  /** Whether it matches somewhere in `line`. */
  test(line: string): boolean;
  /** A search for its matches, one after another. */
  createFinder(): MatchFinder;
}

/** How a pattern is to be understood. */
export interface PatternOptions {
  readonly ignoreCase?: boolean;
}

/** The pattern that matches `text` and nothing else. */
export function quotePattern(text: string): string {
  return RE2JS.quote(text);
}

/** The longest regular expression, in characters. */
export const maxPatternLength = 4_096;

/** The largest program, in instructions, counted repetitions written out. */
const maxInstructions = 5_000;

/**
 * Compiles `pattern`.
 *
 * @throws {UtilityError} `INVALID_PATTERN` for what RE2 does not know (lookaround and
 * backreferences among it, which have no linear time) and for a pattern that is too large.
 */
export function compilePattern(pattern: string, options: PatternOptions = {}): Pattern {
  if (pattern.length > maxPatternLength) {
    throw invalid(pattern, `it must not be longer than ${maxPatternLength} characters`);
  }
  // Compiling costs time and memory by the size of the program, so a large one is never begun.
  if (estimateSize(pattern) > maxInstructions) throw invalid(pattern, tooLarge);
  const regex = compile(pattern, options.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
  const instructions = regex.programSize();
  if (instructions > 2 * maxInstructions) throw invalid(pattern, tooLarge);
  return {
    instructions,
    groups: { count: regex.groupCount(), names: new Map(Object.entries(regex.namedGroups())) },
    test: (line) => regex.test(line),
    createFinder: () => createMatchFinder(regex),
  };
}

const tooLarge = "it must have fewer alternatives and counted repetitions";

function compile(pattern: string, flags: number): RE2JS {
  try {
    return RE2JS.compile(pattern, flags);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    // The engine's message ends with the offending part in backquotes.
    const reason = /^error parsing regexp: ([^`]*?)(?:: `.*)?$/s.exec(message)?.[1];
    throw invalid(pattern, reason ?? "its syntax is unknown");
  }
}

function invalid(pattern: string, reason: string): UtilityError {
  return new UtilityError("INVALID_PATTERN", `Cannot compile pattern ${quote(pattern)}: ${reason}`);
}
