/** Takes parts out of one line. */
import { createDelimiterSearch } from "./delimiter-search.ts";
import type { PositionRange } from "./position-list.ts";
import type { ResultText } from "./result-text.ts";

/** Adds parts of the line in `bytes` from `start` to `end` to `result`; `false` when the line is to be left out. */
export type CutLine = (
  bytes: Uint8Array,
  start: number,
  end: number,
  result: ResultText,
) => boolean;

/** How fields are told apart. */
export interface FieldOptions {
  /** Not empty. */
  readonly delimiter: string;
  readonly outputDelimiter: string;
  readonly onlyDelimited: boolean;
}

/** Takes bytes. */
export function cutBytes(ranges: readonly PositionRange[]): CutLine {
  return (bytes, start, end, result) => {
    for (const { from, to } of ranges) {
      if (start + from > end) break;
      result.bytes(bytes, start + from - 1, Math.min(end, start + to));
    }
    return true;
  };
}

/** Takes characters; each part that is not UTF-8 is one. */
export function cutCharacters(ranges: readonly PositionRange[]): CutLine {
  const cutAscii = cutBytes(ranges);
  return (bytes, start, end, result) => {
    if (isAscii(bytes, start, end)) return cutAscii(bytes, start, end, result);
    const text = decoder.decode(bytes.subarray(start, end));
    let index = 0;
    let position = 1;
    const advanceTo = (wanted: number): void => {
      for (; position < wanted && index < text.length; position++) {
        index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
      }
    };
    for (const { from, to } of ranges) {
      advanceTo(from);
      const begin = index;
      advanceTo(to + 1);
      result.bytes(encoder.encode(text.slice(begin, index)));
    }
    return true;
  };
}

/** Takes fields. */
export function cutFields(
  ranges: readonly PositionRange[],
  { delimiter, outputDelimiter, onlyDelimited }: FieldOptions,
): CutLine {
  const separator = createDelimiterSearch(delimiter);
  const joint = encoder.encode(outputDelimiter);

  return (bytes, start, end, result) => {
    let fieldStart = start;
    let isFirst = true;
    let field = 1;
    for (const { from, to } of ranges) {
      for (; field <= to; field++) {
        const stop = separator.find(bytes, fieldStart, end);
        if (stop === end && field === 1) {
          if (onlyDelimited) return false;
          result.bytes(bytes, start, end);
          return true;
        }
        if (field >= from) {
          if (!isFirst) result.bytes(joint);
          isFirst = false;
          result.bytes(bytes, fieldStart, stop);
        }
        if (stop === end) return true;
        fieldStart = stop + separator.length;
      }
    }
    return true;
  };
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if ((bytes[index] ?? 0) >= 0x80) return false;
  return true;
}
