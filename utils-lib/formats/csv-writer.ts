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
  const columns = columnsOf(rows);
  if (columns.length === 0) return;
  const special = specialOf[delimiter];
  writeRow(columns);
  for (const row of rows) {
    const values = isSame(Object.keys(row), columns)
      ? Object.values(row)
      : columns.map((key) => (Object.hasOwn(row, key) ? (row[key] ?? null) : null));
    writeRow(values.map(valueText));
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

/** All keys, in the order in which they are met first. */
function columnsOf(rows: readonly ExactRecord[]): readonly string[] {
  const all = new Set<string>();
  let last: readonly string[] = [];
  for (const row of rows) {
    const keys = Object.keys(row);
    if (!isSame(keys, last)) for (const key of keys) all.add(key);
    last = keys;
  }
  return [...all];
}

/** Most rows have the keys of the row before them. */
function isSame(keys: readonly string[], others: readonly string[]): boolean {
  return keys.length === others.length && keys.every((key, index) => key === others[index]);
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
