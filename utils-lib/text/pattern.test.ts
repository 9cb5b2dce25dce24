import fc from "fast-check";
import { expect, test } from "vitest";
import { compilePattern, maxPatternLength } from "./pattern.ts";
import { estimateSize } from "./pattern-size.ts";

test.each([
  ["a+b", "xaab", true],
  ["^\\d{4}-\\d\\d$", "2026-11", true],
  ["^\\d{4}-\\d\\d$", "2026-1", false],
  ["(?i)error", "an ERROR", true],
  ["(?P<word>\\w+)@", "me@", true],
  ["[[:alpha:]]+é", "caf\u00e9", true],
  ["^.$", "😀", true],
])("compilePattern(%j) says of %j: %s", (pattern, line, expected) => {
  expect(compilePattern(pattern).test(line)).toBe(expected);
});

test.each([
  ["(", 'Cannot compile pattern "(": missing closing )'],
  ["a**", 'Cannot compile pattern "a**": invalid nested repetition operator'],
  ["(?=a)", 'Cannot compile pattern "(?=a)": invalid or unsupported Perl syntax'],
  ["(a)\\1", 'Cannot compile pattern "(a)\\\\1": invalid escape sequence'],
  ["[\n", 'Cannot compile pattern "[\\n": missing closing ]'],
  ["a{1000}".repeat(500), /^Cannot compile pattern "(?:a\{1000\}){11}a\{1…": it must have fewer/],
  [`(${"ab".repeat(1_000)}){900}`, /it must have fewer alternatives and counted repetitions$/],
  ["((a{30}){30}){30}", /it must have fewer/],
  [`a{${"0".repeat(40)}900}`.repeat(50), /it must have fewer/],
  ["x".repeat(maxPatternLength + 1), /it must not be longer than 4096 characters$/],
])("compilePattern(%j) refuses", (pattern, message) => {
  const failure = (): unknown => {
    try {
      return compilePattern(pattern);
    } catch (error) {
      return error;
    }
  };
  const error = failure();
  expect(error).toMatchObject({ code: "INVALID_PATTERN" });
  expect(error instanceof Error ? error.message : "").toMatch(
    typeof message === "string" ? new RegExp(`^${escapeRegExp(message)}$`) : message,
  );
});

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&");
}

test.each(["(a+)+$", "(a|a)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a?){40}a{40}$", "(.*a){12}[0-9]"])(
  "compilePattern(%j) matches in linear time",
  (source) => {
    const pattern = compilePattern(source);
    const started = performance.now();
    pattern.test(`${"a".repeat(100_000)}!`);
    expect(performance.now() - started).toBeLessThan(8_000);
  },
);

test("estimateSize() is never far below the size of the program", () => {
  const { pattern } = fc.letrec<{ pattern: string; atom: string; piece: string }>((tie) => ({
    atom: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom("a", ".", "\\d", "[a-z]", "[^]x]", "\\x{61}", "\\Qa.b\\E", "[[:alpha:]\\]]"),
      tie("pattern").map((inner) => `(${inner})`),
      tie("pattern").map((inner) => `(?:${inner})`),
    ),
    piece: fc
      .tuple(tie("atom"), fc.constantFrom("", "", "*", "+?", "{3}", "{2,9}", "{5,}"))
      .map(([atom, repetition]) => atom + repetition),
    pattern: fc
      .array(fc.tuple(tie("piece"), fc.constantFrom("", "|")), { minLength: 1, maxLength: 4 })
      .map((pieces) => pieces.map(([piece, end]) => piece + end).join("")),
  }));
  fc.assert(
    fc.property(pattern, (source) => {
      const estimate = estimateSize(source);
      fc.pre(estimate < 5_000);
      const instructions = instructionsOf(source);
      // RE2 refuses more than 1000 repetitions in each other, whatever they repeat.
      fc.pre(instructions !== undefined);
      expect(instructions).toBeLessThanOrEqual(3 * estimate + 10);
    }),
    { numRuns: 500 },
  );
});

function instructionsOf(source: string): number | undefined {
  try {
    return compilePattern(source).instructions;
  } catch {
    return undefined;
  }
}
