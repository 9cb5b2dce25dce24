/** Finds the lines that match one of some patterns, and where. */
import { compilePattern, cost, patternByte, requiredLiteral } from "../../../utils-lib/index.ts";
import { contentOf, textOf } from "./command-call.ts";
import { type PatternKind, translatePattern } from "./posix-pattern.ts";

/** How patterns are to be understood. */
export interface FinderOptions {
  readonly kind: PatternKind;
  readonly ignoreCase: boolean;
  /** Only whole words, or whole lines. */
  readonly whole: "word" | "line" | undefined;
  charge(fuel: number): void;
}

/** Finds matches in lines. */
export interface LineFinder {
  /** A text that every matching line contains; empty when none is known. */
  readonly literal: string;
  /** Whether a line that contains the literal matches without a further look. */
  readonly isLiteral: boolean;
  test(line: string): boolean;
  /** The parts of a line that match. */
  matches(line: string): readonly string[];
}

/** Makes a finder. Throws `UtilityError` for patterns that are none. */
export function createLineFinder(patterns: readonly string[], options: FinderOptions): LineFinder {
  const { kind, ignoreCase, whole, charge } = options;
  const parts = patterns.map((pattern) => translatePattern(pattern, kind));
  const [only] = patterns;
  const isText =
    patterns.length === 1 &&
    only !== undefined &&
    only !== "" &&
    whole === undefined &&
    !ignoreCase &&
    (kind === "fixed" || !/[\\^$.|?*+()[\]{}]/.test(only));
  const source =
    parts.length === 1 ? (parts[0] ?? "") : parts.map((part) => `(?:${part})`).join("|");
  const wrapped =
    whole === "line" ? `^(?:${source})$` : whole === "word" ? `(?:${source})` : source;
  charge(wrapped.length * cost.patternInstruction);
  const pattern = compilePattern(wrapped, { ignoreCase });
  charge(pattern.instructions * cost.patternInstruction);
  const byteFuel = patternByte(pattern.instructions);
  const finder = pattern.createFinder();
  const literal = ignoreCase ? "" : requiredLiteral(wrapped);

  function matches(line: string): readonly string[] {
    const text = textOf(line);
    const found: string[] = [];
    finder.open(text);
    for (let from = 0; from <= text.length; ) {
      const [start = -1, end = -1] = finder.find(from) ?? [];
      charge(finder.looked * byteFuel);
      if (start < 0) break;
      const isWhole = whole !== "word" || isWord(text, start, end);
      if (isWhole && end > start) found.push(contentOf(text.slice(start, end)));
      from = end > start && isWhole ? end : start + 1;
    }
    return found;
  }

  return {
    literal: contentOf(isText ? only : literal),
    isLiteral: isText,
    test(line) {
      charge(line.length * byteFuel);
      const text = textOf(line);
      if (whole !== "word") return pattern.test(text);
      if (!pattern.test(text)) return false;
      return matches(line).length > 0;
    },
    matches,
  };
}

/** Whether no word character stands beside what was found. */
function isWord(text: string, start: number, end: number): boolean {
  return (
    !/\w$/.test(text.slice(Math.max(0, start - 1), start)) && !/^\w/.test(text.slice(end, end + 1))
  );
}
