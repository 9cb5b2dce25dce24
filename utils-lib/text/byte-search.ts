/** Finds a sequence of bytes in blocks of text, in time linear in both whatever they are. */

/** Finds the first occurrence in `haystack` at or after `from`, or -1. */
export type ByteSearch = (haystack: Uint8Array, from: number) => number;

/**
 * A search for `needle`, which must not be empty. It hops to the rarest byte of the needle with
 * the engine's own byte search and compares around it; where text and needle are so alike that
 * comparing takes too long, it goes on as Knuth, Morris and Pratt do.
 */
export function createByteSearch(needle: Uint8Array): ByteSearch {
  const pivot = rarestByte(needle);
  const pivotByte = needle[pivot] ?? 0;
  let failures: Int32Array | undefined;

  return (haystack, from) => {
    const last = haystack.length - needle.length + pivot;
    let hit = haystack.indexOf(pivotByte, from + pivot);
    let effort = 0;
    while (hit !== -1 && hit <= last) {
      const start = hit - pivot;
      let matched = 0;
      while (matched < needle.length && haystack[start + matched] === needle[matched]) matched++;
      if (matched === needle.length) return start;
      effort += matched + 8;
      if (effort > 4 * (start - from) + maxEffort) {
        failures ??= failureTable(needle);
        return knuthMorrisPratt(haystack, start + 1, needle, failures);
      }
      hit = haystack.indexOf(pivotByte, hit + 1);
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
