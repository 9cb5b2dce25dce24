/** `sort`: the lines of files in order. */
import { cost } from "../cost.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { foldCase } from "./fold-case.ts";
import { fieldsOf, indexLines } from "./line-keys.ts";
import { sortNumbers } from "./line-numbers.ts";
import { compareStretches, type Stretches, sortStretches } from "./line-order.ts";
import { ResultText } from "./result-text.ts";
import { createWholeFileReader } from "./whole-file.ts";

/** The arguments of {@link sort}. */
export interface SortArguments {
  readonly file: string;
  readonly numeric: boolean;
  readonly reverse: boolean;
  readonly key: number | null;
  readonly delimiter: string | null;
  readonly unique: boolean;
  readonly ignore_case: boolean;
  readonly stable: boolean;
}

/**
 * Sorts lines by code point. Lines with equal keys are sorted by all of their text, as GNU `sort`
 * does, unless `stable` leaves them in the order of the file; `unique` keeps the first of them.
 * Numbers are decimals at the start of the key, of any length, compared exactly. A carriage return
 * before a newline is part of the line; every line returned ends with a newline; what is not UTF-8
 * becomes U+FFFD.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {UtilityError} `RESULT_TOO_LARGE`, also for what would take too much memory to sort.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/sizes", new TextEncoder().encode("10 ten\n9 nine\n10 dix\n"));
 *
 * const { sort } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await sort("sizes"), "10 dix\n10 ten\n9 nine\n");
 * assert.equal(await sort("sizes", { numeric: true, reverse: true }), "10 ten\n10 dix\n9 nine\n");
 * assert.equal(await sort("sizes", { key: 2 }), "10 dix\n9 nine\n10 ten\n");
 * ```
 */
export const sort: Utility<
  SortArguments,
  ["file"],
  ["numeric", "reverse", "key", "delimiter", "unique", "ignore_case", "stable"],
  string
> = {
  name: "sort",
  camelCaseName: "sort",
  module: "text",
  summary: "Returns the lines of a file in order.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    {
      name: "numeric",
      type: "boolean",
      doc: "Whether keys are compared as numbers.",
      default: false,
    },
    { name: "reverse", type: "boolean", doc: "Whether the last comes first.", default: false },
    {
      name: "key",
      type: "integer",
      doc: "Field to sort by, counted from 1; if absent, the whole line.",
      default: null,
      minimum: 1,
    },
    {
      name: "delimiter",
      type: "string",
      doc: "Text between fields; if absent, blanks.",
      default: null,
    },
    {
      name: "unique",
      type: "boolean",
      doc: "Whether only the first of lines with equal keys is returned.",
      default: false,
    },
    {
      name: "ignore_case",
      type: "boolean",
      doc: "Whether keys are equal that differ in case only.",
      default: false,
    },
    {
      name: "stable",
      type: "boolean",
      doc: "Whether lines with equal keys stay in the order of the file.",
      default: false,
    },
  ],
  result: { typescript: "string", python: "str", doc: "The lines, each with a newline." },
  example: { args: ["notes.txt"], result: "buy bread\nbuy milk\ncall Ada\n" },
  cost: "One call, one path and its components, one file, scannedByte and sortedByte for each byte, line for each line four times, and resultByte for each byte returned.",
  run(context, args) {
    if (args.delimiter === "") {
      throw new TypeError('Cannot call "sort": parameter "delimiter" must not be empty');
    }
    const read = createWholeFileReader(context, "sort", heldPerLine);
    const { bytes, lineCount } = read(args.file);
    context.charge(bytes.length * cost.sortedByte + lineCount * sortedLine);
    const lines = indexLines(bytes, lineCount);
    const order = new Uint32Array(lineCount);
    for (let line = 0; line < lineCount; line++) order[line] = line;
    const isSame = sortLines(lines, order, args);
    return collect(context, lines, order, isSame, args);
  },
};

/** Positions, keys and orders of one line, and the text of its key without regard to case, in bytes. */
const heldPerLine = 40;

/** What one line costs, whatever its length. */
const sortedLine = 4 * cost.line;

/** Whether two lines, given by number, have equal keys. */
type IsSame = (a: number, b: number) => boolean;

/** Sorts `order`, the numbers of the lines, from the least key to the greatest. */
function sortLines(lines: Stretches, order: Uint32Array, args: Readonly<SortArguments>): IsSame {
  const { numeric, key, delimiter, ignore_case: ignoreCase } = args;
  const seen = ignoreCase ? indexLines(foldCase(lines.bytes), order.length) : lines;
  const keys = key === null ? seen : fieldsOf(seen, key, delimiter);
  let isSame: IsSame;
  if (numeric) isSame = sortNumbers(keys, order);
  else {
    sortStretches(keys, order);
    isSame = (a, b) => compareStretches(keys, a, b) === 0;
  }
  const isWhole = keys === lines && !numeric;
  if (!isWhole && !args.stable && !args.unique) sortEqual(lines, order, isSame);
  return isSame;
}

/** Sorts lines with equal keys by all of their text. */
function sortEqual(lines: Stretches, order: Uint32Array, isSame: IsSame): void {
  forEachGroup(order, isSame, (begin, end) => {
    if (end - begin > 1) sortStretches(lines, order, begin, end);
  });
}

function collect(
  context: UtilityContext,
  lines: Stretches,
  order: Uint32Array,
  isSame: IsSame,
  { reverse, unique, stable }: Readonly<SortArguments>,
): string {
  const result = new ResultText(context, "sort");
  const add = (line: number): void => {
    result.bytes(lines.bytes, lines.starts[line] ?? 0, lines.ends[line] ?? 0);
    result.byte(0x0a);
  };
  if (unique || (reverse && stable)) {
    const groups: number[] = [0];
    forEachGroup(order, isSame, (_, end) => groups.push(end));
    for (let index = 1; index < groups.length; index++) {
      const group = reverse ? groups.length - index : index;
      const begin = groups[group - 1] ?? 0;
      const end = unique ? begin + 1 : (groups[group] ?? 0);
      for (const line of order.subarray(begin, end)) add(line);
    }
  } else {
    if (reverse) order.reverse();
    for (const line of order) add(line);
  }
  return result.end();
}

/** Visits each run of lines with equal keys. */
function forEachGroup(
  order: Uint32Array,
  isSame: IsSame,
  visit: (begin: number, end: number) => void,
): void {
  for (let begin = 0; begin < order.length; ) {
    let end = begin + 1;
    while (end < order.length && isSame(order[begin] ?? 0, order[end] ?? 0)) end++;
    visit(begin, end);
    begin = end;
  }
}
