/** Turns the matches of a file into selected lines and the lines around them. */
import { cost } from "../cost.ts";
import { defaultMaxResultBytes, type UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";
import type { LineBlock } from "./line-blocks.ts";
import { type LineMatcher, withoutReturn } from "./line-matcher.ts";

/** Which lines are wanted beside, or instead of, those that match. */
export interface ContextOptions {
  /** Lines before each selected one. */
  readonly before: number;
  /** Lines after each selected one. */
  readonly after: number;
  /** Whether the lines are selected that do not match. */
  readonly invert: boolean;
  /** The most lines selected of one file. */
  readonly maxCount: number;
}

/** Takes one line; a negative number says that it is there for a line near it. */
export type TakeLine = (lineNumber: number, bytes: number, text: () => string) => void;

/** Looks at the next block of a file; gives whether it wants more. */
export type ContextReader = (block: LineBlock) => boolean;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A reader for one file, which looks at every line. */
export function createContextReader(
  context: UtilityContext,
  matcher: LineMatcher,
  { before, after, invert, maxCount }: ContextOptions,
  take: TakeLine,
): ContextReader {
  const recent = createRecentLines(before, context.maxResultBytes ?? defaultMaxResultBytes);
  let lineNumber = 1;
  let selected = 0;
  let afterLeft = 0;

  return (block) => {
    const { bytes } = block;
    const matching: number[] = [];
    const nextNumber = matcher({ ...block, isLast: false }, lineNumber, (matched) => {
      context.charge(cost.line);
      matching.push(matched);
      return true;
    });
    context.charge((nextNumber - lineNumber) * cost.line + bytes.length * cost.lineByte);
    let nextMatch = 0;
    for (let start = 0; start < bytes.length; lineNumber++) {
      const newline = bytes.indexOf(0x0a, start);
      const end = newline === -1 ? bytes.length : newline;
      const line = bytes.subarray(start, withoutReturn(bytes, start, end));
      start = end + 1;
      const isMatch = matching[nextMatch] === lineNumber;
      if (isMatch) nextMatch++;
      if (isMatch !== invert && selected < maxCount) {
        recent.drain((number, text) => take(-number, text.length, () => text));
        take(lineNumber, line.length, () => decoder.decode(line));
        selected++;
        afterLeft = after;
      } else if (afterLeft > 0) {
        take(-lineNumber, line.length, () => decoder.decode(line));
        afterLeft--;
      } else recent.add(lineNumber, line);
      if (selected >= maxCount && afterLeft === 0) return false;
    }
    return true;
  };
}

/** The last lines that were not taken, in case that the next one is selected. */
interface RecentLines {
  add(lineNumber: number, line: Uint8Array): void;
  /** Gives up all lines, the oldest first. */
  drain(take: (lineNumber: number, text: string) => void): void;
}

/** What a line takes beside its text, in bytes. */
const lineOverhead = 128;

function createRecentLines(count: number, maxBytes: number): RecentLines {
  let texts: string[] = [];
  // The lines before it have been dropped.
  let first = 0;
  let lastNumber = 0;
  let held = 0;
  return {
    add(lineNumber, line) {
      if (count === 0) return;
      const text = decoder.decode(line);
      texts.push(text);
      lastNumber = lineNumber;
      held += text.length + lineOverhead;
      if (texts.length - first > count) held -= (texts[first++]?.length ?? 0) + lineOverhead;
      if (held > maxBytes) {
        throw new UtilityError(
          "RESULT_TOO_LARGE",
          `Cannot keep the lines before a match: they are larger than ${maxBytes} bytes`,
        );
      }
      // Dropping lines one by one would move all others each time.
      if (first > count && first > 1_000) {
        texts = texts.slice(first);
        first = 0;
      }
    },
    drain(take) {
      const lines = texts.slice(first);
      for (const [index, text] of lines.entries())
        take(lastNumber - lines.length + 1 + index, text);
      texts = [];
      first = 0;
      held = 0;
    },
  };
}
