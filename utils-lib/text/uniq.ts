/** `uniq`: a file without lines that repeat the line before them. */
import { guardPath } from "../path-guard.ts";
import type { Utility } from "../utility.ts";
import { isSameAs } from "./compare-bytes.ts";
import { foldCase } from "./fold-case.ts";
import { readLines } from "./read-lines.ts";
import { ResultText } from "./result-text.ts";

/** The arguments of {@link uniq}. */
export interface UniqArguments {
  readonly file: string;
  readonly count: boolean;
  readonly repeated: boolean;
  readonly unique: boolean;
  readonly ignore_case: boolean;
}

/**
 * Gives the first of each run of equal lines, as GNU `uniq` does. Lines are compared byte by byte,
 * a carriage return before the newline included; every line returned ends with a newline. What is
 * not UTF-8 becomes U+FFFD.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {UtilityError} `LINE_TOO_LONG` for a line of more than 16 MiB.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/log", new TextEncoder().encode("a\na\nb\na\n"));
 *
 * const { uniq } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await uniq("log"), "a\nb\na\n");
 * assert.equal(await uniq("log", { count: true }), "      2 a\n      1 b\n      1 a\n");
 * ```
 */
export const uniq: Utility<
  UniqArguments,
  ["file"],
  ["count", "repeated", "unique", "ignore_case"],
  string
> = {
  name: "uniq",
  camelCaseName: "uniq",
  module: "text",
  summary: "Returns a file without lines that repeat the line before them.",
  parameters: [
    { name: "file", type: "string", doc: "File to read, most often a sorted one.", path: true },
    {
      name: "count",
      type: "boolean",
      doc: "Whether each line is preceded by how often it stands there, in seven columns.",
      default: false,
    },
    {
      name: "repeated",
      type: "boolean",
      doc: "Whether only lines that are repeated are returned.",
      default: false,
    },
    {
      name: "unique",
      type: "boolean",
      doc: "Whether only lines that are not repeated are returned.",
      default: false,
    },
    {
      name: "ignore_case",
      type: "boolean",
      doc: "Whether lines are the same that differ in case only.",
      default: false,
    },
  ],
  result: { typescript: "string", python: "str", doc: "The lines, each with a newline." },
  example: { args: ["notes.txt"], result: "buy milk\ncall Ada\nbuy bread\n" },
  cost: "One call, one path and its components, one file, scannedByte and lineByte for each byte, one line for each line, and resultByte for each returned.",
  run(context, { file: given, count, repeated, unique, ignore_case: ignoreCase }) {
    const { path } = guardPath(context, given);
    const result = new ResultText(context, "uniq");
    let shown: Uint8Array | undefined;
    let compared: Uint8Array = new Uint8Array();
    let times = 0;

    function endRun(): void {
      if (shown === undefined || (repeated && times === 1) || (unique && times > 1)) return;
      if (count) for (const digit of String(times).padStart(7)) result.byte(digit.charCodeAt(0));
      if (count) result.byte(0x20);
      result.bytes(shown);
      result.byte(0x0a);
    }

    readLines(context, path, (bytes, start, end) => {
      const key = ignoreCase ? foldCase(bytes.subarray(start, end)) : undefined;
      const isSame =
        key === undefined
          ? isSameAs(compared, bytes, start, end)
          : isSameAs(compared, key, 0, key.length);
      if (shown !== undefined && isSame) {
        times++;
        return;
      }
      endRun();
      shown = bytes.slice(start, end);
      compared = key ?? shown;
      times = 1;
    });
    endRun();
    return result.end();
  },
};
