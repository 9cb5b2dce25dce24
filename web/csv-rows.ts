/** Reads CSV for a preview: the first rows, whatever the file is. */

/** The start of a table. */
export interface CsvRows {
  readonly rows: readonly (readonly string[])[];
  /** Whether there is more than `rows` has. */
  readonly isCut: boolean;
}

/** How much of a table is read. */
export interface CsvLimits {
  readonly maxRows: number;
  readonly maxColumns: number;
}

/** Reads rows by RFC 4180; a quote in the middle of a field is itself, and no quote needs an end. */
export function readCsv(
  text: string,
  separator: string,
  { maxRows, maxColumns }: CsvLimits,
): CsvRows {
  const rows: string[][] = [];
  let row: string[] = [];
  let isCut = false;
  const addField = (field: string): void => {
    if (row.length < maxColumns) row.push(field);
    else isCut = true;
  };
  let at = 0;
  while (at < text.length) {
    if (rows.length === maxRows) return { rows, isCut: true };
    const field =
      text[at] === '"' ? readQuoted(text, at, separator) : readPlain(text, at, separator);
    addField(field.text);
    at = field.end;
    if (text[at] === separator) {
      at++;
      // A separator at the very end is followed by an empty field.
      if (at === text.length) addField("");
      continue;
    }
    rows.push(row);
    row = [];
    if (text[at] === "\r" && text[at + 1] === "\n") at++;
    at++;
  }
  if (row.length > 0) rows.push(row);
  return { rows, isCut };
}

interface Field {
  readonly text: string;
  readonly end: number;
}

function readPlain(text: string, start: number, separator: string): Field {
  let end = start;
  while (end < text.length && text[end] !== separator && text[end] !== "\n" && text[end] !== "\r") {
    end++;
  }
  return { text: text.slice(start, end), end };
}

function readQuoted(text: string, start: number, separator: string): Field {
  const parts: string[] = [];
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return { text: parts.join("") + text.slice(at), end: text.length };
    parts.push(text.slice(at, quote));
    at = quote + 1;
    if (text[at] !== '"') break;
    parts.push('"');
    at++;
  }
  // What stands after the closing quote belongs to the field as well.
  const rest = readPlain(text, at, separator);
  return { text: parts.join("") + rest.text, end: rest.end };
}
