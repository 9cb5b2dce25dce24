/** Turns the bytes of a CSV file into the bytes of a JSON array, block by block. */
import { UtilityError } from "../utility-error.ts";
import { type CsvColumns, createColumns } from "./csv-columns.ts";
import type { CsvDelimiter } from "./csv-delimiter.ts";
import { jsonEscapes, maxEscapeBytes } from "./json-escapes.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/** Where in the grammar of RFC 4180 the next byte stands. */
const rowStart = 0;
const fieldStart = 1;
const unquoted = 2;
const quoted = 3;
const afterQuote = 4;
const afterReturn = 5;

/** 1 for bytes that are more than themselves in JSON: in quotes, CSV has no others. */
const isEscaped: Uint8Array = Uint8Array.from(jsonEscapes, (written) =>
  written === undefined ? 0 : 1,
);

const utf8 = new TextEncoder();
const text = {
  none: new Uint8Array(),
  arrayStart: utf8.encode("["),
  emptyArray: utf8.encode("[]"),
  arrayEnd: utf8.encode("]"),
  separator: utf8.encode(", "),
  firstExtra: utf8.encode(', "null": ['),
  nullValue: utf8.encode("null"),
};

/** The most bytes that the names in a header may take. */
export const maxHeaderBytes: number = 2 * 2 ** 20;

/** The most bytes that one block may have. */
export const maxBlockBytes: number = 64 * 1024;

/** Room for the delimiters around one field. */
const slack = 16;

/**
 * A conversion under way. Rows become objects as Python's `csv.DictReader` reads them: the first
 * row names the keys, missing values are null, surplus ones a list under the key "null", empty
 * rows are left out. Quotes inside an unquoted field are text; a quote that never ends runs to
 * the end of the file.
 */
export class CsvTransform {
  readonly #sink: (chunk: Uint8Array) => void;
  readonly #out: Uint8Array;
  readonly #delimiter: number;
  /** 1 for bytes that are more than themselves outside of quotes, in CSV or in JSON. */
  readonly #isSpecial: Uint8Array;
  /** Bytes of `#out` in use. */
  #length = 0;
  #state = rowStart;
  #names: Uint8Array[] = [];
  #columns: CsvColumns | undefined;
  /** Fields begun in this row. */
  #fields = 0;
  #rows = 0;
  /** Where the value of the current field begins in `#out`. */
  #valueStart = 0;
  /** Whether the current field belongs to a column that another one hides. */
  #isHidden = false;

  /** `sink` gets the JSON in chunks, which it must not keep. `inputBytes`, if known, keeps small conversions small. */
  constructor(
    sink: (chunk: Uint8Array) => void,
    inputBytes: number = Infinity,
    delimiter: CsvDelimiter = ",",
  ) {
    this.#sink = sink;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#isSpecial = isEscaped.slice();
    this.#isSpecial[this.#delimiter] = 1;
    this.#out = new Uint8Array(
      Math.min(2 * maxHeaderBytes, maxEscapeBytes * inputBytes * 2 + 4_096),
    );
  }

  /** Takes the next block, of at most {@link maxBlockBytes}. @throws {UtilityError} `INVALID_CSV` for an endless header. */
  push(block: Uint8Array): void {
    const end = block.length;
    this.#makeRoom(0, end);
    let out = this.#length;
    const target = this.#out;
    const delimiter = this.#delimiter;
    const isSpecial = this.#isSpecial;
    let index = 0;
    while (index < end) {
      const byte = block[index] ?? 0;
      // What follows a closing quote is text, up to the next delimiter.
      if (this.#state === afterQuote && byte !== quote) this.#state = unquoted;
      switch (this.#state) {
        case afterReturn:
          this.#state = rowStart;
          if (byte === lineFeed) index++;
          break;
        case rowStart:
          if (byte === lineFeed) index++;
          else if (byte === carriageReturn) {
            this.#state = afterReturn;
            index++;
          } else this.#state = fieldStart;
          break;
        case fieldStart:
          this.#length = out;
          this.#beginField(end - index);
          out = this.#length;
          this.#state = byte === quote ? quoted : unquoted;
          if (byte === quote) index++;
          break;
        case afterQuote:
          this.#state = quoted;
          out = writeEscape(target, out, byte);
          index++;
          break;
        case unquoted: {
          let next = byte;
          while (isSpecial[next] === 0) {
            target[out++] = next;
            if (++index === end) break;
            next = block[index] ?? 0;
          }
          if (index === end) break;
          index++;
          if (next === delimiter) {
            this.#length = out;
            this.#endField();
            out = this.#length;
            this.#state = fieldStart;
          } else if (next === lineFeed || next === carriageReturn) {
            this.#length = out;
            this.#endField();
            this.#endRow(end - index);
            out = this.#length;
            this.#state = next === lineFeed ? rowStart : afterReturn;
          } else out = writeEscape(target, out, next);
          break;
        }
        default: {
          let next = byte;
          while (isEscaped[next] === 0) {
            target[out++] = next;
            if (++index === end) break;
            next = block[index] ?? 0;
          }
          if (index === end) break;
          index++;
          if (next === quote) this.#state = afterQuote;
          else out = writeEscape(target, out, next);
        }
      }
    }
    this.#length = out;
  }

  /** Ends the last row and the array. */
  end(): void {
    if (this.#state === fieldStart) this.#beginField(0);
    if (this.#state !== rowStart && this.#state !== afterReturn) {
      this.#endField();
      this.#endRow(0);
    }
    this.#columns ??= createColumns([]);
    this.#write(this.#rows === 0 ? text.emptyArray : text.arrayEnd, 0);
    this.#flush();
  }

  #beginField(pendingBytes: number): void {
    const columns = this.#columns;
    const field = this.#fields++;
    let prefix: Uint8Array | undefined = text.none;
    if (columns !== undefined) {
      if (field === 0)
        this.#write(this.#rows === 0 ? text.arrayStart : text.separator, pendingBytes);
      if (field < columns.count) prefix = columns.prefixes[field];
      else prefix = field === columns.count ? text.firstExtra : text.separator;
      this.#write(prefix ?? text.none, pendingBytes);
      this.#makeRoom(slack, pendingBytes);
      if (prefix !== undefined) this.#out[this.#length++] = quote;
    }
    this.#isHidden = prefix === undefined;
    this.#valueStart = this.#length;
  }

  #endField(): void {
    if (this.#columns === undefined) {
      this.#names.push(this.#out.slice(this.#valueStart, this.#length));
    } else if (this.#isHidden) {
      this.#length = this.#valueStart;
      this.#isHidden = false;
    } else this.#out[this.#length++] = quote;
  }

  #endRow(pendingBytes: number): void {
    const columns = this.#columns;
    if (columns === undefined) {
      this.#refuseLongHeader();
      this.#columns = createColumns(this.#names);
      this.#names = [];
      this.#length = 0;
    } else {
      if (this.#fields > columns.count) this.#write(text.arrayEnd, pendingBytes);
      const { nextVisible, count, prefixes } = columns;
      let column = nextVisible[Math.min(this.#fields, count)] ?? count;
      while (column < count) {
        this.#write(prefixes[column] ?? text.separator, pendingBytes);
        this.#write(text.nullValue, pendingBytes);
        column = nextVisible[column + 1] ?? count;
      }
      this.#makeRoom(slack, pendingBytes);
      this.#out[this.#length++] = 0x7d;
      this.#rows++;
    }
    this.#fields = 0;
  }

  #write(bytes: Uint8Array, pendingBytes: number): void {
    this.#makeRoom(bytes.length, pendingBytes);
    if (bytes.length > 24) this.#out.set(bytes, this.#length);
    else
      for (let index = 0; index < bytes.length; index++) {
        this.#out[this.#length + index] = bytes[index] ?? 0;
      }
    this.#length += bytes.length;
  }

  /** Makes sure that `bytes` fit, and after them whatever `pendingBytes` of input can turn into. */
  #makeRoom(bytes: number, pendingBytes: number): void {
    const needed = bytes + maxEscapeBytes * pendingBytes + slack;
    if (this.#length + needed > this.#out.length) this.#flush();
  }

  #flush(): void {
    if (this.#columns === undefined) {
      this.#refuseLongHeader();
      return;
    }
    if (this.#isHidden) this.#length = this.#valueStart;
    if (this.#length > 0) this.#sink(this.#out.subarray(0, this.#length));
    this.#length = 0;
    this.#valueStart = 0;
  }

  #refuseLongHeader(): void {
    if (this.#length > maxHeaderBytes) {
      const reason = `its names are longer than ${maxHeaderBytes} bytes`;
      throw new UtilityError("INVALID_CSV", `Cannot read the header: ${reason}`);
    }
  }
}

function writeEscape(target: Uint8Array, position: number, byte: number): number {
  const written = jsonEscapes[byte] ?? text.none;
  for (let index = 0; index < written.length; index++) {
    target[position + index] = written[index] ?? 0;
  }
  return position + written.length;
}
