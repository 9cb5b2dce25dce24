/** `json_to_csv`: the objects of a JSON file as the rows of a CSV table. */
import { cost } from "../cost.ts";
import type { Utility } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";
import { type CsvDelimiter, csvDelimiters } from "./csv-delimiter.ts";
import { writeCsv } from "./csv-writer.ts";
import { outputText } from "./document-output.ts";
import { type ExactJson, type ExactRecord, isArray, isRecord } from "./json-reader.ts";
import { parseExactJson } from "./parse-json.ts";
import { readDocument } from "./read-document.ts";

/** The arguments of {@link jsonToCsv}. */
export interface JsonToCsvArguments {
  readonly json_file: string;
  readonly output: string | null;
  readonly delimiter: CsvDelimiter;
}

/**
 * Converts an array of objects, or one object, to a header and rows that end with `\n`. The header
 * has every key of every object, in the order in which they are met first; those that are whole
 * numbers come before the others of their object. Strings are written as they are, in quotes where
 * CSV needs them; `null` and a missing key are empty; numbers and booleans are written as in JSON,
 * integers of any size whole; arrays and objects as JSON text. Cells that a spreadsheet takes for a
 * formula (`=…`) are not changed.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`, and for `output` what writing reports, such as `EDQUOT`.
 * @throws {UtilityError} `INVALID_JSON`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/people.json", new TextEncoder().encode('[{"name": "Ada"}, {"age": 36}]'));
 *
 * const { jsonToCsv } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await jsonToCsv("people.json"), "name,age\nAda,\n,36\n");
 * assert.equal(await jsonToCsv("people.json", { output: "people.csv" }), null);
 * ```
 */
export const jsonToCsv: Utility<
  JsonToCsvArguments,
  ["json_file"],
  ["output", "delimiter"],
  string | null
> = {
  name: "json_to_csv",
  camelCaseName: "jsonToCsv",
  module: "formats",
  summary: "Converts a JSON file that holds an array of objects to CSV.",
  parameters: [
    { name: "json_file", type: "string", doc: "JSON file (UTF-8) to read.", path: true },
    {
      name: "output",
      type: "string",
      doc: "File to write the CSV to, replaced as a whole; if absent, the CSV is returned.",
      default: null,
      path: true,
    },
    {
      name: "delimiter",
      type: "choice",
      choices: csvDelimiters,
      doc: "What stands between two values.",
      default: ",",
    },
  ],
  result: {
    typescript: "string | null",
    python: "str | None",
    doc: "The CSV text, or null when it was written to a file.",
  },
  example: { args: ["people.json"], result: "name,age\nAda,36\nGrace,85\n" },
  cost: "One call, for each file named one path, its components and one file, jsonCharacter for each byte read and resultByte for each byte of CSV; with output also one entry for each temporary name that is taken, and the free one.",
  writes: "output",
  run(context, { json_file: file, output, delimiter }) {
    return outputText(context, "json_to_csv", output, (write) => {
      const text = readDocument(context, file, cost.jsonCharacter, "INVALID_JSON");
      writeCsv(rowsOf(parseExactJson(text)), delimiter, write);
    });
  },
};

function rowsOf(data: ExactJson): readonly ExactRecord[] {
  if (isRecord(data)) return [data];
  if (!isArray(data)) throw rowError("it is neither an array of objects nor an object");
  return data.map((row, index) => {
    if (isRecord(row)) return row;
    throw rowError(`item ${index} of the array is not an object`);
  });
}

function rowError(reason: string): UtilityError {
  return new UtilityError("INVALID_JSON", `Cannot write the JSON as CSV: ${reason}`);
}
