/** The columns of a CSV file, ready to be written as the keys of JSON objects. */

/** Columns by position. */
export interface CsvColumns {
  readonly count: number;
  /** What goes before a column's value: a brace or comma, the key, a colon. `undefined` for a column that a later one of the same name hides. */
  readonly prefixes: readonly (Uint8Array | undefined)[];
  /** For each position up to `count`, the first visible column at or after it; `count` when there is none. */
  readonly nextVisible: Int32Array;
}

/** Makes columns of names as they stand inside JSON strings. Of equal names the last one counts. */
export function createColumns(names: readonly Uint8Array[]): CsvColumns {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const texts = names.map((name) => decoder.decode(name));
  const lastOf = new Map(texts.map((text, index) => [text, index]));
  const nextVisible = new Int32Array(names.length + 1).fill(names.length);
  let isFirst = true;
  const prefixes = texts.map((text, index) => {
    if (lastOf.get(text) !== index) return undefined;
    const prefix = encoder.encode(`${isFirst ? "{" : ", "}"${text}": `);
    isFirst = false;
    return prefix;
  });
  for (let index = names.length - 1; index >= 0; index--) {
    const isVisible = prefixes[index] !== undefined;
    nextVisible[index] = isVisible ? index : (nextVisible[index + 1] ?? names.length);
  }
  return { count: names.length, prefixes, nextVisible };
}
