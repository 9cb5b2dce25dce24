/** Where the lines of a text stand, and the parts of them by which they are sorted. */
import { createDelimiterSearch } from "./delimiter-search.ts";
import type { Stretches } from "./line-order.ts";

/** The lines of `bytes`, of which there are `count`, without their newlines. */
export function indexLines(bytes: Uint8Array, count: number): Stretches {
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  let start = 0;
  for (let line = 0; line < count; line++) {
    const next = bytes.indexOf(0x0a, start);
    const end = next === -1 ? bytes.length : next;
    starts[line] = start;
    ends[line] = end;
    start = end + 1;
  }
  return { bytes, starts, ends };
}

/**
 * The field number `field`, counted from 1, of each line; nothing where a line has fewer. Without
 * a delimiter, fields are what stands between blanks.
 */
export function fieldsOf(lines: Stretches, field: number, delimiter: string | null): Stretches {
  const starts = new Uint32Array(lines.starts.length);
  const ends = new Uint32Array(lines.starts.length);
  const find = delimiter === null ? findBlankField : delimitedField(delimiter);
  for (let line = 0; line < starts.length; line++) {
    const [start, end] = find(lines.bytes, lines.starts[line] ?? 0, lines.ends[line] ?? 0, field);
    starts[line] = start;
    ends[line] = end;
  }
  return { bytes: lines.bytes, starts, ends };
}

/** Where a field of the line from `start` to `end` begins and ends. */
type FindField = (
  bytes: Uint8Array,
  start: number,
  end: number,
  field: number,
) => readonly [start: number, end: number];

const findBlankField: FindField = (bytes, start, end, field) => {
  let index = start;
  for (let number = 1; ; number++) {
    while (index < end && isBlank(bytes[index] ?? 0)) index++;
    const begin = index;
    while (index < end && !isBlank(bytes[index] ?? 0)) index++;
    if (number === field || index === end) return number === field ? [begin, index] : [end, end];
  }
};

function delimitedField(delimiter: string): FindField {
  const separator = createDelimiterSearch(delimiter);
  return (bytes, start, end, field) => {
    let begin = start;
    for (let number = 1; ; number++) {
      const next = separator.find(bytes, begin, end);
      if (number === field) return [begin, next];
      if (next === end) return [end, end];
      begin = next + separator.length;
    }
  };
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}
