/** `sed`: a text with the matches of a pattern replaced. */
import { blockBytes, cost, groupByte, patternByte } from "../cost.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import type { MatchGroups } from "./match-finder.ts";
import { compilePattern, type Pattern } from "./pattern.ts";
import { parseReplacement, type Replacement } from "./replacement.ts";
import { requiredLiteral } from "./required-literal.ts";
import { staysInLine } from "./stays-in-line.ts";

/** The arguments of {@link sed}. */
export interface SedArguments {
  readonly pattern: string;
  readonly replacement: string;
  readonly text: string;
  readonly count: number;
}

/**
 * Replaces matches as Python's `re.sub` does, in time linear in what must be read to find them. The
 * pattern is of RE2's syntax; in the replacement `\1`, `\g<1>` and `\g<name>` are groups, where one
 * that has taken no part is empty, and `\n` and the like are characters.
 *
 * @throws {UtilityError} `INVALID_PATTERN` for the pattern and for a reference to no group;
 * `RESULT_TOO_LARGE`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 *
 * const { sed } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await sed("hello", "goodbye", "Hello world, hello universe"), "Hello world, goodbye universe");
 * assert.equal(await sed("(\\w+)=(?P<value>\\w+)", "\\g<value>=\\1", "a=b c=d"), "b=a d=c");
 * await assert.rejects(sed("a", "\\1", "a"), { code: "INVALID_PATTERN" });
 * ```
 */
export const sed: Utility<SedArguments, ["pattern", "replacement", "text"], ["count"], string> = {
  name: "sed",
  camelCaseName: "sed",
  module: "text",
  summary: "Replaces the matches of a regular expression in a text.",
  parameters: [
    { name: "pattern", type: "string", doc: "Regular expression (RE2 syntax)." },
    {
      name: "replacement",
      type: "string",
      doc: "Text to put in, where \\1 and \\g<name> are groups of the pattern.",
    },
    { name: "text", type: "string", doc: "Text to change; no file." },
    {
      name: "count",
      type: "integer",
      doc: "The most matches to replace; 0 is all.",
      default: 0,
      minimum: 0,
    },
  ],
  result: { typescript: "string", python: "str", doc: "The changed text." },
  example: {
    args: ["(\\w+)@example\\.org", "\\1 at example", "mail ada@example.org"],
    result: "mail ada at example",
  },
  cost: "One call; patternInstruction for each character and instruction of the pattern, scannedByte for each character of the text, patternByte for each character of the lines that the expression is tried on, groupInstruction for each of its instructions and each character among which matches are looked for, replacedMatch for each match, and resultByte for each character returned.",
  run(context, { pattern: source, replacement, text, count }) {
    context.charge(source.length * cost.patternInstruction);
    const pattern = compilePattern(source);
    context.charge(pattern.instructions * cost.patternInstruction);
    const parts = parseReplacement(replacement, pattern.groups);
    const output = createOutput(context, parts, count === 0 ? Infinity : count);
    const literal = requiredLiteral(source);
    for (let begin = 0; begin < text.length; begin += blockBytes) {
      context.charge(Math.min(blockBytes, text.length - begin) * cost.scannedByte);
    }
    const replaceIn = createReplacer(context, pattern, output);
    // Matching a line takes far less than matching the same characters in a long text.
    if (!staysInLine(source)) replaceIn(text);
    else {
      forEachLine(
        text,
        (line) => {
          if (line.includes(literal) && isPaidMatch(context, pattern, line)) replaceIn(line);
          else output.keep(line);
        },
        () => output.keep("\n"),
      );
    }
    return output.end();
  },
};

function forEachLine(text: string, visit: (line: string) => void, between: () => void): void {
  let start = 0;
  for (let next = text.indexOf("\n"); next !== -1; next = text.indexOf("\n", start)) {
    visit(text.slice(start, next));
    between();
    start = next + 1;
  }
  visit(text.slice(start));
}

function isPaidMatch(context: UtilityContext, pattern: Pattern, line: string): boolean {
  context.charge((line.length + 1) * patternByte(pattern.instructions));
  return pattern.test(line);
}

/** Collects the changed text. */
interface Output {
  keep(text: string): void;
  replace(text: string, groups: MatchGroups): void;
  /** Whether as much has been replaced as is wanted. */
  isFull(): boolean;
  end(): string;
}

function createOutput(context: UtilityContext, parts: Replacement, maxCount: number): Output {
  const meter = createResultMeter(context, "sed");
  let result = "";
  let count = 0;
  const keep = (text: string): void => {
    if (text === "") return;
    meter.text(text.length);
    result += text;
  };
  return {
    keep,
    replace(text, groups) {
      context.charge(cost.replacedMatch);
      count++;
      for (const part of parts) {
        if (typeof part === "string") keep(part);
        else keep(text.slice(groups[2 * part], groups[2 * part + 1]));
      }
    },
    isFull: () => count >= maxCount,
    end: () => result,
  };
}

/**
 * A function that replaces the matches in a text. To find a match the engine may read on to the end
 * of the text, so as much is always paid for; what it has not read stays paid for the next.
 */
function createReplacer(
  context: UtilityContext,
  pattern: Pattern,
  output: Output,
): (text: string) => void {
  const finder = pattern.createFinder();
  const price = groupByte(pattern.instructions);
  let paid = 0;

  return (text) => {
    finder.open(text);
    let kept = 0;
    for (let position = 0; position <= text.length && !output.isFull(); ) {
      const most = text.length - position + 1;
      if (paid < most) {
        context.charge((most - paid) * price);
        paid = most;
      }
      const groups = finder.find(position);
      paid -= finder.looked;
      if (groups === undefined) break;
      const [start = 0, end = 0] = groups;
      output.keep(text.slice(kept, start));
      output.replace(text, groups);
      kept = end;
      position = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
    }
    output.keep(text.slice(kept));
  };
}
