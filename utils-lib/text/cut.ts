/** `cut`: some fields, characters or bytes of each line. */
import { guardPath } from "../path-guard.ts";
import type { Utility } from "../utility.ts";
import { type CutLine, cutBytes, cutCharacters, cutFields } from "./cut-line.ts";
import { parsePositions } from "./position-list.ts";
import { readLines } from "./read-lines.ts";
import { ResultText } from "./result-text.ts";

/** The arguments of {@link cut}. */
export interface CutArguments {
  readonly file: string;
  readonly fields: string | null;
  readonly delimiter: string;
  readonly chars: string | null;
  readonly bytes: string | null;
  readonly only_delimited: boolean;
  readonly output_delimiter: string | null;
}

/**
 * Gives parts of each line, in the order in which they stand there, as GNU `cut` does: exactly one
 * of `fields`, `chars` and `bytes` says which. A line without the delimiter is returned as it is. A
 * carriage return before the newline is part of the line; every line returned ends with a newline;
 * what is not UTF-8 becomes U+FFFD.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {TypeError} unless exactly one list is given.
 * @throws {UtilityError} `INVALID_PATTERN` for a list that is none; `LINE_TOO_LONG` for a line of
 * more than 16 MiB.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/users", new TextEncoder().encode("ada:7:admin\ngrace:8:user\n"));
 *
 * const { cut } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await cut("users", "1,3", ":"), "ada:admin\ngrace:user\n");
 * assert.equal(await cut("users", { chars: "1-2" }), "ad\ngr\n");
 * await assert.rejects(cut("users", "3-1"), { code: "INVALID_PATTERN" });
 * ```
 */
export const cut: Utility<
  CutArguments,
  ["file"],
  ["fields", "delimiter", "chars", "bytes", "only_delimited", "output_delimiter"],
  string
> = {
  name: "cut",
  camelCaseName: "cut",
  module: "text",
  summary: "Returns some fields, characters or bytes of each line of a file.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    {
      name: "fields",
      type: "string",
      doc: "Fields to return, such as 1,3-5 or 2-, counted from 1.",
      default: null,
    },
    { name: "delimiter", type: "string", doc: "Text between fields.", default: "\t" },
    {
      name: "chars",
      type: "string",
      doc: "Unicode characters to return, in place of fields.",
      default: null,
    },
    { name: "bytes", type: "string", doc: "Bytes to return, in place of fields.", default: null },
    {
      name: "only_delimited",
      type: "boolean",
      doc: "Whether lines without the delimiter are left out.",
      default: false,
    },
    {
      name: "output_delimiter",
      type: "string",
      doc: "Text to put between the fields returned; if absent, the delimiter.",
      default: null,
    },
  ],
  result: { typescript: "string", python: "str", doc: "The parts, each line with a newline." },
  example: { args: ["people.csv", "1", ","], result: "name\nAda\nGrace\n" },
  cost: "One call, one path and its components, one file, scannedByte and lineByte for each byte, one line for each line, and resultByte for each returned.",
  run(context, args) {
    const cutLine = createCutLine(args);
    const { path } = guardPath(context, args.file);
    const result = new ResultText(context, "cut");
    readLines(context, path, (bytes, start, end) => {
      if (cutLine(bytes, start, end, result)) result.byte(0x0a);
    });
    return result.end();
  },
};

function createCutLine(args: Readonly<CutArguments>): CutLine {
  const { fields, chars, bytes } = args;
  const given = [fields, chars, bytes].filter((list) => list !== null);
  const [list] = given;
  if (list === undefined || given.length > 1) {
    throw new TypeError('Cannot call "cut": give one of "fields", "chars" and "bytes"');
  }
  const ranges = parsePositions(list);
  if (chars !== null) return cutCharacters(ranges);
  if (bytes !== null) return cutBytes(ranges);
  if (args.delimiter === "") {
    throw new TypeError('Cannot call "cut": parameter "delimiter" must not be empty');
  }
  return cutFields(ranges, {
    delimiter: args.delimiter,
    outputDelimiter: args.output_delimiter ?? args.delimiter,
    onlyDelimited: args.only_delimited,
  });
}
