/** `tail`: the last lines of a file. */
import { blockBytes, cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { countNewlines } from "./count-newlines.ts";
import { type OpenText, withOpenText } from "./open-text.ts";
import { ResultText } from "./result-text.ts";

/** The arguments of {@link tail}. */
export interface TailArguments {
  readonly file: string;
  readonly lines: number;
  readonly from_line: number | null;
}

/**
 * Reads the last lines, with their ends as they are in the file, decoded as UTF-8 where invalid
 * bytes become U+FFFD. Reads from the end and costs what it returns, however large the file is;
 * with `from_line` it returns that line and all after it, and must read the file up to there.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/log", new TextEncoder().encode("one\ntwo\nthree\n"));
 *
 * const { tail } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await tail("log", 1), "three\n");
 * assert.equal(await tail("log", { fromLine: 2 }), "two\nthree\n");
 * await assert.rejects(tail("missing"), { code: "ENOENT" });
 * ```
 */
export const tail: Utility<TailArguments, ["file"], ["lines", "from_line"], string> = {
  name: "tail",
  camelCaseName: "tail",
  module: "text",
  summary: "Returns the last lines of a file.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    { name: "lines", type: "integer", doc: "How many lines.", default: 10, minimum: 0 },
    {
      name: "from_line",
      type: "integer",
      doc: "First line to return, counted from 1; if given, all lines from there on are returned.",
      default: null,
      minimum: 1,
    },
  ],
  result: {
    typescript: "string",
    python: "str",
    doc: "The lines with their ends; all of the file when it has fewer.",
  },
  example: { args: ["notes.txt", { lines: 1 }], result: "buy bread\n" },
  cost: "One call, one path and its components, one file, scannedByte for each byte read, those returned twice, and resultByte for each returned.",
  run(context, { file: given, lines, from_line: fromLine }) {
    const { path } = guardPath(context, given);
    return withOpenText(context, path, (text) => {
      const result = new ResultText(context, "tail");
      const { size } = text;
      const start =
        fromLine === null
          ? startOfLast(context, text, lines)
          : startOfLine(context, text, fromLine - 1);
      const buffer = new Uint8Array(Math.min(blockBytes, size - start));
      for (let position = start; position < size; ) {
        const block = readBlock(context, text, buffer, position, size);
        if (block.length === 0) break;
        result.bytes(block);
        position += block.length;
      }
      return result.end();
    });
  },
};

/** Ten ordinary lines fit; blocks further from the end double up to `blockBytes`. */
const lastBlockBytes = 4_096;
const newline = 0x0a;

/** Where the last `lines` lines begin. */
function startOfLast(context: UtilityContext, text: OpenText, lines: number): number {
  const { size } = text;
  if (lines === 0) return size;
  let wanted = lines;
  let buffer = new Uint8Array(Math.min(lastBlockBytes, size));
  // The newline that ends the file begins no line.
  let end = size;
  for (let isFirst = true; end > 0; isFirst = false) {
    const position = Math.max(0, end - buffer.length);
    const block = readBlock(context, text, buffer, position, end);
    let searchFrom = block.length - (isFirst && block[block.length - 1] === newline ? 2 : 1);
    while (searchFrom >= 0) {
      const at = block.lastIndexOf(newline, searchFrom);
      if (at === -1) break;
      if (--wanted === 0) return position + at + 1;
      searchFrom = at - 1;
    }
    end = position;
    if (buffer.length < blockBytes)
      buffer = new Uint8Array(Math.min(2 * buffer.length, blockBytes));
  }
  return 0;
}

/** Where the line begins that has `skipped` lines before it, or the end of the file. */
function startOfLine(context: UtilityContext, text: OpenText, skipped: number): number {
  const { size } = text;
  const buffer = new Uint8Array(Math.min(blockBytes, size));
  let left = skipped;
  for (let position = 0; left > 0 && position < size; ) {
    const block = readBlock(context, text, buffer, position, size);
    if (block.length === 0) break;
    const newlines = countNewlines(block, 0, block.length);
    if (newlines >= left) return position + endOfLine(block, left);
    left -= newlines;
    position += block.length;
  }
  return left > 0 ? size : 0;
}

/** Where the line number `count` of `block`, which has as many, ends. */
function endOfLine(block: Uint8Array, count: number): number {
  let end = 0;
  for (let line = 0; line < count; line++) end = block.indexOf(newline, end) + 1;
  return end;
}

/** Pays for and reads a block from `position` that ends before `end`. */
function readBlock(
  context: UtilityContext,
  { file }: OpenText,
  buffer: Uint8Array,
  position: number,
  end: number,
): Uint8Array {
  const length = Math.min(buffer.length, end - position);
  context.charge(length * cost.scannedByte);
  return buffer.subarray(0, context.fs.read(file, buffer.subarray(0, length), position));
}
