/** Regular expressions as `sed` has them. */
import {
  compilePattern,
  cost,
  type Pattern,
  patternByte,
  requiredLiteral,
  UtilityError,
} from "../../../utils-lib/index.ts";
import { translatePattern } from "./posix-pattern.ts";

/** A compiled expression, of which an empty one stands for the last that was used. */
export interface SedPattern {
  /** Undefined when it is empty. */
  readonly compiled: Pattern | undefined;
  /** A text that everything that matches contains; empty when none is known. */
  readonly literal: string;
}

const maxLength = 4_000;

/** How it is read. */
export interface SedPatternOptions {
  readonly isExtended: boolean;
  readonly ignoreCase: boolean;
  readonly isMultiline: boolean;
  charge(fuel: number): void;
}

/** Compiles an expression. Throws `UtilityError`. */
export function compileSedPattern(source: string, options: SedPatternOptions): SedPattern {
  if (source === "") return { compiled: undefined, literal: "" };
  if (source.length > maxLength) {
    throw new UtilityError(
      "INVALID_PATTERN",
      `the expression is longer than ${maxLength} characters`,
    );
  }
  const { isExtended, ignoreCase, isMultiline, charge } = options;
  const plain = source.replaceAll(/\\([\s\S])/g, (whole, letter: string) =>
    letter === "n" ? "\n" : letter === "t" ? "\t" : letter === "/" ? "/" : whole,
  );
  const translated = translatePattern(plain, isExtended ? "extended" : "basic");
  charge(translated.length * cost.patternInstruction);
  const compiled = compilePattern(`(?${isMultiline ? "sm" : "s"})${translated}`, { ignoreCase });
  charge(compiled.instructions * cost.patternInstruction);
  return { compiled, literal: ignoreCase ? "" : requiredLiteral(translated) };
}

/** Whether `text` matches somewhere. */
export function matchesSomewhere(
  { compiled, literal }: SedPattern,
  text: string,
  charge: (fuel: number) => void,
): boolean {
  charge(text.length * cost.scannedByte);
  if (compiled === undefined || !text.includes(literal)) return false;
  charge((text.length + 1) * patternByte(compiled.instructions));
  return compiled.test(text);
}
