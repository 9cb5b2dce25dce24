/** `nl`: a file with its lines numbered. */
import { guardPath } from "../path-guard.ts";
import type { Utility } from "../utility.ts";
import { readLines } from "./read-lines.ts";
import { ResultText } from "./result-text.ts";

/** The arguments of {@link nl}. */
export interface NlArguments {
  readonly file: string;
  readonly all: boolean;
  readonly start: number;
  readonly increment: number;
  readonly width: number;
  readonly separator: string;
}

/**
 * Numbers lines as GNU `nl` does: empty lines have no number unless `all` is set. Every line
 * returned ends with a newline; what is not UTF-8 becomes U+FFFD. Page marks (`\:`) are lines like
 * others.
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
 * fs.writeFile("/app/poem", new TextEncoder().encode("roses\n\nviolets\n"));
 *
 * const { nl } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await nl("poem"), "     1\troses\n       \n     2\tviolets\n");
 * assert.equal(await nl("poem", { all: true, width: 1 }), "1\troses\n2\t\n3\tviolets\n");
 * ```
 */
export const nl: Utility<
  NlArguments,
  ["file"],
  ["all", "start", "increment", "width", "separator"],
  string
> = {
  name: "nl",
  camelCaseName: "nl",
  module: "text",
  summary: "Returns a file with its lines numbered.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    { name: "all", type: "boolean", doc: "Whether empty lines have numbers too.", default: false },
    { name: "start", type: "integer", doc: "First number.", default: 1 },
    { name: "increment", type: "integer", doc: "From one number to the next.", default: 1 },
    { name: "width", type: "integer", doc: "Columns of a number.", default: 6, minimum: 1 },
    { name: "separator", type: "string", doc: "Text after a number.", default: "\t" },
  ],
  result: { typescript: "string", python: "str", doc: "The lines, each with a newline." },
  example: {
    args: ["notes.txt", { width: 2 }],
    result: " 1\tbuy milk\n 2\tcall Ada\n 3\tbuy bread\n",
  },
  cost: "One call, one path and its components, one file, scannedByte and lineByte for each byte, one line for each line, and resultByte for each returned.",
  run(context, { file: given, all, start: first, increment, width, separator }) {
    if (width > maxWidth) {
      throw new TypeError(
        `Cannot call "nl": parameter "width" must be at most ${maxWidth}, got ${width}`,
      );
    }
    const { path } = guardPath(context, given);
    const result = new ResultText(context, "nl");
    const encoder = new TextEncoder();
    const after = encoder.encode(separator);
    const noNumber = encoder.encode(" ".repeat(width + separator.length));
    let number = first;
    readLines(context, path, (bytes, start, end) => {
      if (all || end > start) {
        for (const digit of String(number).padStart(width)) result.byte(digit.charCodeAt(0));
        result.bytes(after);
        number += increment;
      } else result.bytes(noNumber);
      result.bytes(bytes, start, end);
      result.byte(0x0a);
    });
    return result.end();
  },
};

/** The widest column of numbers. */
const maxWidth = 100;
