/** Finds the matching lines of a block: by bytes where it can, by regular expression where it must. */
import { cost, patternByte } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";
import { createByteSearch } from "./byte-search.ts";
import { countNewlines } from "./count-newlines.ts";
import type { LineBlock } from "./line-blocks.ts";
import { compilePattern, type Pattern } from "./pattern.ts";
import { requiredLiteral } from "./required-literal.ts";

/** Takes one matching line: its number, its length in bytes, and its text, which is made only when asked for. */
export type EmitLine = (lineNumber: number, bytes: number, text: () => string) => void;

/** Looks at a block whose first line has the number given, and returns the number after its last; any number if the block is the last. */
export type LineMatcher = (block: LineBlock, lineNumber: number, emit: EmitLine) => number;

const newline = 0x0a;
const carriageReturn = 0x0d;
const operators = /[\\^$.|?*+()[\]{}]/;

/** A matcher for a regular expression or, without `regex`, a text; pays for what it does to lines. */
export function createLineMatcher(
  context: UtilityContext,
  pattern: string,
  regex: boolean,
): LineMatcher {
  if (!regex || !operators.test(pattern)) return literalMatcher(context, pattern);
  context.charge(pattern.length * cost.patternInstruction);
  const compiled = compilePattern(pattern);
  context.charge(compiled.instructions * cost.patternInstruction);
  const literal = requiredLiteral(pattern);
  if (literal === "") return everyLineMatcher(context, compiled);
  return searchMatcher(encoder.encode(literal), (line) => paidTest(context, compiled, line));
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

/** Visits only lines that hold the needle, and asks `accepts` about those. */
function searchMatcher(needle: Uint8Array, accepts: (line: Uint8Array) => boolean): LineMatcher {
  const search = createByteSearch(needle);
  return ({ bytes: block, isLast }, firstNumber, emit) => {
    let lineNumber = firstNumber;
    let start = 0;
    for (let hit = search(block, 0); hit !== -1; hit = search(block, start)) {
      lineNumber += countNewlines(block, start, hit);
      if (hit > start) start = Math.max(start, block.lastIndexOf(newline, hit - 1) + 1);
      const end = lineEnd(block, hit);
      const textEnd = withoutReturn(block, start, end);
      if (hit + needle.length <= textEnd) {
        const line = block.subarray(start, textEnd);
        if (accepts(line)) emit(lineNumber, line.length, () => decoder.decode(line));
      }
      start = end + 1;
      lineNumber++;
      if (start >= block.length) return lineNumber;
    }
    return isLast ? lineNumber : lineNumber + countNewlines(block, start, block.length);
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
      if (pattern.test(line)) emit(lineNumber, encoder.encode(line).length, () => line);
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
    emit(lineNumber, line.length, () => decoder.decode(line));
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

function withoutReturn(block: Uint8Array, start: number, end: number): number {
  return end > start && end < block.length && block[end - 1] === carriageReturn ? end - 1 : end;
}
