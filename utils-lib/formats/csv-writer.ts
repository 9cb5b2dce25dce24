/** Writes rows of data as CSV (RFC 4180, with `\n` as the end of a row). */
import type { CsvDelimiter } from "./csv-delimiter.ts";
import type { WriteText } from "./document-output.ts";
import { type ExactJson, type ExactRecord, isArray, isRecord, NumberText } from "./json-reader.ts";
import { jsonText } from "./json-writer.ts";

/** Writes a header of all keys, in the order in which they are met first, and then the rows. */
export function writeCsv(
  rows: readonly ExactRecord[],
  delimiter: CsvDelimiter,
  write: WriteText,
): void {
  const keys = new Set<string>();
  for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
  if (keys.size === 0) return;
  const columns = [...keys];
  const special = specialOf[delimiter];
  writeRow(columns);
  for (const row of rows) {
    writeRow(columns.map((key) => (Object.hasOwn(row, key) ? valueText(row[key] ?? null) : "")));
  }

  function writeRow(texts: readonly string[]): void {
    const cells = texts.map((text) =>
      special.test(text) ? `"${text.replaceAll('"', '""')}"` : text,
    );
    const line = cells.join(delimiter);
    // A row of one empty value must not look like an empty row.
    write(line === "" ? '""\n' : `${line}\n`);
  }
}

const specialOf: Readonly<Record<CsvDelimiter, RegExp>> = {
  ",": /[",\r\n]/,
  ";": /[";\r\n]/,
  "\t": /["\t\r\n]/,
  "|": /["|\r\n]/,
};

function valueText(value: ExactJson): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (value instanceof NumberText) return value.text;
  return isArray(value) || isRecord(value) ? jsonText(value) : String(value);
}
