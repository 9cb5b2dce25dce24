/** Finds the matching lines of a block: by bytes where it can, by regular expression where it must. */
import { cost, patternByte } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";
import { type ByteSearch, createByteSearch } from "./byte-search.ts";
import { countNewlines } from "./count-newlines.ts";
import { createAsciiFolder } from "./fold-ascii.ts";
import type { LineBlock } from "./line-blocks.ts";
import { createChoiceSearch, literalChoice } from "./literal-choice.ts";
import { compilePattern, type Pattern, quotePattern } from "./pattern.ts";
import { requiredLiteral } from "./required-literal.ts";

/** What lines are to match. */
export interface LinePattern {
  readonly pattern: string;
  /** Whether the pattern is a regular expression; if not, it is text. */
  readonly regex: boolean;
  readonly ignoreCase: boolean;
}

/**
 * Takes one matching line: its number, its length in bytes, and its text, which is made only when
 * asked for. Gives whether to go on.
 */
export type EmitLine = (lineNumber: number, bytes: number, text: () => string) => boolean;

/**
 * Looks at a block whose first line has the number given, and returns the number after its last;
 * any number if the block is the last or it was told not to go on.
 */
export type LineMatcher = (block: LineBlock, lineNumber: number, emit: EmitLine) => number;

const newline = 0x0a;
const carriageReturn = 0x0d;
const caseFlag = "(?i)";
const operators = /[\\^$.|?*+()[\]{}]/;

/** A matcher for a pattern; pays for what it does to lines. */
export function createLineMatcher(context: UtilityContext, wanted: LinePattern): LineMatcher {
  // The flag at the start is the option by another name.
  const hasFlag = wanted.regex && wanted.pattern.startsWith(caseFlag);
  const pattern = hasFlag ? wanted.pattern.slice(caseFlag.length) : wanted.pattern;
  const ignoreCase = hasFlag || wanted.ignoreCase;
  const isText = !wanted.regex || !operators.test(pattern);
  if (isText && (pattern === "" || !ignoreCase)) return literalMatcher(context, pattern);
  const choice = isText || ignoreCase ? undefined : literalChoice(pattern);
  if (choice !== undefined) return choiceMatcher(context, choice);
  const source = isText ? quotePattern(pattern) : pattern;
  context.charge(source.length * cost.patternInstruction);
  const compiled = compilePattern(source, { ignoreCase });
  context.charge(compiled.instructions * cost.patternInstruction);
  const everyLine = everyLineMatcher(context, compiled);
  const literal = isText ? pattern : requiredLiteral(pattern);
  if (literal === "") return everyLine;
  const accepts = (line: Uint8Array): boolean => paidTest(context, compiled, line);
  if (!ignoreCase) return searchMatcher(encoder.encode(literal), accepts);
  // Letters outside of ASCII may equal letters of ASCII, and only where both are ASCII do bytes tell.
  if (encoder.encode(literal).length !== literal.length) return everyLine;
  return foldedMatcher(context, literal, accepts, everyLine);
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

function literalMatcher(context: UtilityContext, text: string): LineMatcher {
  if (text === "") return everyLine;
  context.charge(text.length * cost.scannedByte);
  const needle = encoder.encode(text);
  // No line holds its own end, nor a lone surrogate, which encoding has replaced.
  if (needle.includes(newline) || decoder.decode(needle) !== text) {
    return (_, lineNumber) => lineNumber;
  }
  return searchMatcher(needle, () => true);
}

/** Looks for each of the texts; reading has paid for the first. */
function choiceMatcher(context: UtilityContext, texts: readonly string[]): LineMatcher {
  const needles = texts.map((text) => encoder.encode(text));
  const bytes = needles.reduce((sum, needle) => sum + needle.length, 0);
  context.charge(bytes * cost.scannedByte);
  const found = matcherOf(createChoiceSearch(needles), 0, () => true);
  return (block, lineNumber, emit) => {
    context.charge(block.bytes.length * (needles.length - 1) * cost.scannedByte);
    return found(block, lineNumber, emit);
  };
}

/** Looks only at lines that hold the needle, and asks `accepts` about those. */
function searchMatcher(
  needle: Uint8Array,
  accepts: (line: Uint8Array) => boolean,
  searched: (block: Uint8Array) => Uint8Array = (block) => block,
): LineMatcher {
  return matcherOf(createByteSearch(needle), needle.length, accepts, searched);
}

/** Looks at the lines in which `search` finds something of at least `length` bytes. */
function matcherOf(
  search: ByteSearch,
  length: number,
  accepts: (line: Uint8Array) => boolean,
  searched: (block: Uint8Array) => Uint8Array = (block) => block,
): LineMatcher {
  return ({ bytes: block, isLast }, firstNumber, emit) => {
    const haystack = searched(block);
    let lineNumber = firstNumber;
    let start = 0;
    for (let hit = search(haystack, 0); hit !== -1; hit = search(haystack, start)) {
      lineNumber += countNewlines(block, start, hit);
      if (hit > start) start = Math.max(start, block.lastIndexOf(newline, hit - 1) + 1);
      const end = lineEnd(block, hit);
      const textEnd = withoutReturn(block, start, end);
      if (hit + length <= textEnd) {
        const line = block.subarray(start, textEnd);
        if (accepts(line) && !emit(lineNumber, line.length, () => decoder.decode(line))) {
          return lineNumber;
        }
      }
      start = end + 1;
      lineNumber++;
      if (start >= block.length) return lineNumber;
    }
    return isLast ? lineNumber : lineNumber + countNewlines(block, start, block.length);
  };
}

/** Searches blocks of ASCII in capitals; those with other characters go to `otherwise`. */
function foldedMatcher(
  context: UtilityContext,
  literal: string,
  accepts: (line: Uint8Array) => boolean,
  otherwise: LineMatcher,
): LineMatcher {
  const fold = createAsciiFolder();
  let folded = new Uint8Array();
  const inCapitals = searchMatcher(encoder.encode(literal.toUpperCase()), accepts, () => folded);
  return (block, lineNumber, emit) => {
    context.charge(block.bytes.length * cost.scannedByte);
    const capitals = fold(block.bytes);
    if (capitals === undefined) return otherwise(block, lineNumber, emit);
    folded = capitals;
    return inCapitals(block, lineNumber, emit);
  };
}

/** Decodes a whole block at once, because each decoding costs more than a short line. */
function everyLineMatcher(context: UtilityContext, pattern: Pattern): LineMatcher {
  return ({ bytes: block }, firstNumber, emit) => {
    context.charge(block.length * patternByte(pattern.instructions));
    const text = decoder.decode(block);
    let lineNumber = firstNumber;
    for (let start = 0; start < text.length; lineNumber++) {
      const next = text.indexOf("\n", start);
      const end = next === -1 ? text.length : next;
      const hasReturn = next > start && text.charCodeAt(end - 1) === carriageReturn;
      const line = text.slice(start, hasReturn ? end - 1 : end);
      if (pattern.test(line) && !emit(lineNumber, encoder.encode(line).length, () => line)) {
        return lineNumber;
      }
      start = end + 1;
    }
    return lineNumber;
  };
}

const everyLine: LineMatcher = ({ bytes: block }, firstNumber, emit) => {
  let lineNumber = firstNumber;
  for (let start = 0; start < block.length; lineNumber++) {
    const end = lineEnd(block, start);
    const line = block.subarray(start, withoutReturn(block, start, end));
    if (!emit(lineNumber, line.length, () => decoder.decode(line))) return lineNumber;
    start = end + 1;
  }
  return lineNumber;
};

function paidTest(context: UtilityContext, pattern: Pattern, line: Uint8Array): boolean {
  context.charge(line.length * patternByte(pattern.instructions));
  return pattern.test(decoder.decode(line));
}

/** The position of the newline that ends the line at `start`, or the end of the block. */
function lineEnd(block: Uint8Array, start: number): number {
  const end = block.indexOf(newline, start);
  return end === -1 ? block.length : end;
}

/** The end of a line's text: a carriage return right before its newline is no part of it. */
export function withoutReturn(block: Uint8Array, start: number, end: number): number {
  return end > start && end < block.length && block[end - 1] === carriageReturn ? end - 1 : end;
}
