/** Finds a sequence of bytes in blocks of text, in time linear in both whatever they are. */

/** Finds the first occurrence in `haystack` at or after `from`, or -1. */
export type ByteSearch = (haystack: Uint8Array, from: number) => number;

/**
 * A search for `needle`, which must not be empty. It looks for the rarest byte of the needle, four
 * bytes of text at a time, and compares around it; where text and needle are so alike that
 * comparing takes too long, it goes on as Knuth, Morris and Pratt do.
 */
export function createByteSearch(needle: Uint8Array): ByteSearch {
  const pivot = rarestByte(needle);
  const pivotByte = needle[pivot] ?? 0;
  const fourPivots = Math.imul(pivotByte, 0x01010101);
  let failures: Int32Array | undefined;
  // Blocks come in the same memory again and again, and making a view takes longer than a short search.
  let words: Int32Array = new Int32Array();

  return (haystack, from) => {
    // Where the pivot may stand.
    const end = haystack.length - needle.length + pivot + 1;
    let index = from + pivot;
    if (index >= end) return -1;
    const { buffer, byteOffset } = haystack;
    if (words.buffer !== buffer) words = new Int32Array(buffer, 0, buffer.byteLength >> 2);
    let effort = 0;
    while (index < end) {
      const place = byteOffset + index;
      if ((place & 3) === 0) {
        let at = place >> 2;
        const last = (byteOffset + end) >> 2;
        // A byte that is the pivot becomes zero; the condition holds while no byte of a word is.
        for (; at < last; at++) {
          const word = (words[at] ?? 0) ^ fourPivots;
          if (((word - 0x01010101) & ~word & 0x80808080) !== 0) break;
        }
        index = (at << 2) - byteOffset;
      }
      const stop = Math.min(end, index + 4 - ((byteOffset + index) & 3));
      for (; index < stop; index++) {
        if (haystack[index] !== pivotByte) continue;
        const start = index - pivot;
        let matched = 0;
        while (matched < needle.length && haystack[start + matched] === needle[matched]) matched++;
        if (matched === needle.length) return start;
        effort += matched;
        if (effort > 4 * (start - from) + maxEffort) {
          failures ??= failureTable(needle);
          return knuthMorrisPratt(haystack, start + 1, needle, failures);
        }
      }
    }
    return -1;
  };
}

/** Comparisons that are never too many, so that short blocks need no table. */
const maxEffort = 1_024;

function knuthMorrisPratt(
  haystack: Uint8Array,
  from: number,
  needle: Uint8Array,
  failures: Int32Array,
): number {
  let matched = 0;
  for (let index = from; index < haystack.length; index++) {
    const byte = haystack[index];
    while (matched > 0 && byte !== needle[matched]) matched = failures[matched - 1] ?? 0;
    if (byte === needle[matched]) matched++;
    if (matched === needle.length) return index - matched + 1;
  }
  return -1;
}

/** For each prefix of `needle`, the length of its longest proper border. */
function failureTable(needle: Uint8Array): Int32Array {
  const failures = new Int32Array(needle.length);
  let border = 0;
  for (let index = 1; index < needle.length; index++) {
    while (border > 0 && needle[index] !== needle[border]) border = failures[border - 1] ?? 0;
    if (needle[index] === needle[border]) border++;
    failures[index] = border;
  }
  return failures;
}

/** The bytes of ordinary text from the most to the least frequent; all others are rarer still. */
const frequent = ' etaoinsrhldcumfpgwybv,.0k1-2"_:/3E=;S()5T4A697C8IxNROLjqzDMPFBGHWUVKYJXQZ';

function rarestByte(needle: Uint8Array): number {
  let best = 0;
  let bestRank = -1;
  for (let index = 0; index < Math.min(needle.length, 256); index++) {
    const rank = frequent.indexOf(String.fromCharCode(needle[index] ?? 0));
    if (rank === -1) return index;
    if (rank > bestRank) {
      best = index;
      bestRank = rank;
    }
  }
  return best;
}
