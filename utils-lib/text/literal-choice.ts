/** Tells expressions that are a choice of texts, such as `error|warning`, and finds the first of them. */
import { type ByteSearch, createByteSearch } from "./byte-search.ts";

/** More texts than this are left to the expression. */
const maxTexts = 8;

/** What is more than itself, or in no line, or no character: half of a pair. */
const operators = /[\\^$.?*+()[\]{}\r\n]|\p{Cs}/u;

/** The texts of which the expression is a choice; undefined when it is none, or one of many. */
export function literalChoice(pattern: string): readonly string[] | undefined {
  if (operators.test(pattern)) return undefined;
  const texts = pattern.split("|");
  const isChoice = texts.length > 1 && texts.length <= maxTexts && !texts.includes("");
  return isChoice ? texts : undefined;
}

/** A search for whichever of `needles` comes first, which takes as long as looking for each of them. */
export function createChoiceSearch(needles: readonly Uint8Array[]): ByteSearch {
  const searches = needles.map(createByteSearch);
  /** Where each was found last: not before that place, or nowhere at all. */
  const found = new Float64Array(needles.length);
  let searched: Uint8Array | undefined;
  let last = 0;
  return (haystack, from) => {
    if (haystack !== searched || from < last) found.fill(-1);
    searched = haystack;
    last = from;
    let first = Number.POSITIVE_INFINITY;
    for (const [index, search] of searches.entries()) {
      let at = found[index] ?? -1;
      if (at < from) {
        const hit = search(haystack, from);
        at = hit === -1 ? Number.POSITIVE_INFINITY : hit;
        found[index] = at;
      }
      if (at < first) first = at;
    }
    return first === Number.POSITIVE_INFINITY ? -1 : first;
  };
}
