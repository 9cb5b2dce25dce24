/** Finds the delimiters in one line. */
import { createByteSearch } from "./byte-search.ts";

/** A delimiter that is not empty. */
export interface DelimiterSearch {
  /** In bytes. */
  readonly length: number;
  /** Where the next delimiter stands between `from` and `end`, or `end`. */
  find(bytes: Uint8Array, from: number, end: number): number;
}

/** A search for `delimiter`. */
export function createDelimiterSearch(delimiter: string): DelimiterSearch {
  const needle = new TextEncoder().encode(delimiter);
  const { length } = needle;
  if (length > 1) {
    const search = createByteSearch(needle);
    const find: DelimiterSearch["find"] = (bytes, from, end) => {
      const at = search(bytes.subarray(0, end), from);
      return at === -1 ? end : at;
    };
    return { length, find };
  }
  const [byte] = needle;
  return {
    length,
    find(bytes, from, end) {
      let at = from;
      while (at < end && bytes[at] !== byte) at++;
      return at;
    },
  };
}
