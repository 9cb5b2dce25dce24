/** `csv_to_json`: the rows of a CSV file as a JSON array of objects. */
import { blockBytes, cost } from "../cost.ts";
import { replaceFile } from "../files/replace-file.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { type CsvDelimiter, csvDelimiters } from "./csv-delimiter.ts";
import { CsvTransform } from "./csv-transform.ts";

/** The arguments of {@link csvToJson}. */
export interface CsvToJsonArguments {
  readonly csv_file: string;
  readonly output: string | null;
  readonly delimiter: CsvDelimiter;
}

/**
 * Converts as Python's `json.dumps(list(csv.DictReader(file)), ensure_ascii=False)` does: values
 * stay strings; a missing value is `null`; surplus values are a list under the key `"null"`; empty
 * rows are left out; of columns with the same name the last one counts, at its place. Beyond
 * Python, a byte order mark and empty rows before the header are skipped, and invalid UTF-8
 * becomes U+FFFD. The text has no line breaks; non-ASCII characters are written as they are.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`, and for `output` what writing reports, such as `EDQUOT`.
 * @throws {UtilityError} `INVALID_CSV` when the header is longer than 2 MiB.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/people.csv", new TextEncoder().encode('name,age\n"Ada, L.",36\n'));
 *
 * const { csvToJson } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await csvToJson("people.csv"), '[{"name": "Ada, L.", "age": "36"}]');
 * assert.equal(await csvToJson("people.csv", { output: "people.json" }), null);
 * assert.equal(fs.stat("/app/people.json").size, 34);
 * ```
 */
export const csvToJson: Utility<
  CsvToJsonArguments,
  ["csv_file"],
  ["output", "delimiter"],
  string | null
> = {
  name: "csv_to_json",
  camelCaseName: "csvToJson",
  module: "formats",
  summary: "Converts a CSV file with a header to a JSON array of objects.",
  parameters: [
    { name: "csv_file", type: "string", doc: "CSV file (RFC 4180, UTF-8) to read.", path: true },
    {
      name: "output",
      type: "string",
      doc: "File to write the JSON to, replaced as a whole; if absent, the JSON is returned.",
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
    doc: "The JSON text, or null when it was written to a file.",
  },
  example: {
    args: ["people.csv"],
    result: '[{"name": "Ada", "age": "36"}, {"name": "Grace", "age": "85"}]',
  },
  cost: "One call, for each file named one path, its components and one file, csvByte for each byte read and resultByte for each byte of JSON; with output also one entry for each temporary name that is taken, and the free one.",
  writes: "output",
  run(context, { csv_file: given, output, delimiter }) {
    const { path } = guardPath(context, given);
    context.charge(cost.file);
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    if (output === null) {
      const meter = createResultMeter(context, "csv_to_json");
      let json = "";
      convert(context, path, delimiter, (chunk) => {
        meter.text(chunk.length);
        json += decoder.decode(chunk, { stream: true });
      });
      return json + decoder.decode();
    }
    const encoder = new TextEncoder();
    replaceFile(context, output, (write) => {
      convert(context, path, delimiter, (chunk) =>
        write(encoder.encode(decoder.decode(chunk, { stream: true }))),
      );
      write(encoder.encode(decoder.decode()));
    });
    return null;
  },
};

const byteOrderMark = [0xef, 0xbb, 0xbf];

function convert(
  context: UtilityContext,
  path: string,
  delimiter: CsvDelimiter,
  sink: (chunk: Uint8Array) => void,
): void {
  const { fs } = context;
  const report = createProgress(context);
  const file = fs.open(path, { read: true });
  try {
    const { size } = fs.fstat(file);
    const buffer = new Uint8Array(Math.max(1, Math.min(blockBytes, size)));
    const transform = new CsvTransform(sink, size, delimiter);
    for (let position = 0; ; ) {
      const length = Math.min(buffer.length, Math.max(1, size - position));
      context.charge(length * cost.csvByte);
      const count = fs.read(file, buffer.subarray(0, length), position);
      if (count === 0) break;
      const skipped =
        position === 0 && byteOrderMark.every((byte, at) => buffer[at] === byte) ? 3 : 0;
      transform.push(buffer.subarray(skipped, count));
      position += count;
      report(count, 0);
    }
    transform.end();
  } finally {
    fs.close(file);
  }
}
