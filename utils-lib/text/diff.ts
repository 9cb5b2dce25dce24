/** `diff`: what must be changed in one file to get the other. */
import { cost } from "../cost.ts";
import type { Utility } from "../utility.ts";
import { compareLines } from "./compare-lines.ts";
import { ResultText } from "./result-text.ts";
import { splitLines, type TextLines } from "./text-lines.ts";
import { groupHunks, type Hunk } from "./unified-hunks.ts";
import { createWholeFileReader } from "./whole-file.ts";

/** The arguments of {@link diff}. */
export interface DiffArguments {
  readonly file1: string;
  readonly file2: string;
  readonly context: number;
}

/**
 * Compares two files line by line and describes the differences in GNU's unified format, without
 * times. Lines are equal when their bytes are, their ends included. The differences are the least
 * possible, or nearly so where there are more than some hundred.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {UtilityError} `RESULT_TOO_LARGE`, also for what would take too much memory to compare.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/old", new TextEncoder().encode("one\ntwo\n"));
 * fs.writeFile("/app/new", new TextEncoder().encode("one\n2\n"));
 *
 * const { diff } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(
 *   await diff("old", "new"),
 *   "--- /app/old\n+++ /app/new\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n",
 * );
 * assert.equal(await diff("old", "old"), "");
 * ```
 */
export const diff: Utility<DiffArguments, ["file1", "file2"], ["context"], string> = {
  name: "diff",
  camelCaseName: "diff",
  module: "text",
  summary: "Describes how two files differ, as a unified diff.",
  parameters: [
    { name: "file1", type: "string", doc: "File before the change.", path: true },
    { name: "file2", type: "string", doc: "File after the change.", path: true },
    {
      name: "context",
      type: "integer",
      doc: "Unchanged lines to show around changes.",
      default: 3,
      minimum: 0,
    },
  ],
  result: {
    typescript: "string",
    python: "str",
    doc: "The unified diff; empty when the files are equal.",
  },
  example: {
    args: ["notes.txt", "todo.txt"],
    result:
      "--- /app/notes.txt\n+++ /app/todo.txt\n@@ -1,3 +1,3 @@\n buy milk\n-call Ada\n+call Bob\n buy bread\n",
  },
  cost: "One call; for each file one path and its components, one file, scannedByte and lineByte for each byte and line for each line four times; compareStep for each step of the comparison, and resultByte for each byte returned.",
  run(context, { file1, file2, context: around }) {
    const read = createWholeFileReader(context, "diff", heldPerLine);
    const [before, after] = [file1, file2].map((given) => {
      const { path, bytes, lineCount } = read(given);
      context.charge(bytes.length * cost.lineByte + lineCount * comparedLine);
      return { path, ...splitLines(bytes) };
    });
    if (before === undefined || after === undefined) return "";
    const changes = compareLines(before.keys, after.keys, (steps) =>
      context.charge(steps * cost.compareStep),
    );
    const hunks = groupHunks(changes, around);
    const result = new ResultText(context, "diff");
    if (hunks.length === 0) return result.end();
    result.bytes(encoder.encode(`--- ${shownPath(before.path)}\n+++ ${shownPath(after.path)}\n`));
    for (const hunk of hunks) addHunk(hunk, before, after, result);
    return result.end();
  },
};

/** Strings of one line, its number and its place, in bytes. */
const heldPerLine = 100;

/** What one line costs, whatever its length. */
const comparedLine = 4 * cost.line;

const encoder = new TextEncoder();

/** A path on one line. */
function shownPath(path: string): string {
  return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}

function addHunk(hunk: Hunk, before: TextLines, after: TextLines, result: ResultText): void {
  const add = (mark: string, lines: readonly string[], begin: number, end: number): void => {
    for (let index = begin; index < end; index++) {
      const line = lines[index] ?? "";
      const ending = line.endsWith("\n") ? "" : "\n\\ No newline at end of file\n";
      result.bytes(encoder.encode(mark + line + ending));
    }
  };
  const range = (begin: number, end: number): string => {
    const count = end - begin;
    if (count === 1) return String(begin + 1);
    // No lines stand behind the line before them.
    return `${count === 0 ? begin : begin + 1},${count}`;
  };
  const { aBegin, aEnd, bBegin, bEnd } = hunk;
  result.bytes(encoder.encode(`@@ -${range(aBegin, aEnd)} +${range(bBegin, bEnd)} @@\n`));
  let shown = aBegin;
  for (const change of hunk.changes) {
    add(" ", before.shown, shown, change.aBegin);
    add("-", before.shown, change.aBegin, change.aEnd);
    add("+", after.shown, change.bBegin, change.bEnd);
    shown = change.aEnd;
  }
  add(" ", before.shown, shown, aEnd);
}
