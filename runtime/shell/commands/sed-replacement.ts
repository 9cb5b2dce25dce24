/** What `sed` puts in the place of a match. */
import { cost } from "../../../utils-lib/index.ts";

/** Texts, groups by their numbers, and changes of case for what follows. */
export type Replacement = readonly (string | number | { readonly changes: string })[];

/** Reads what stands between the second and the third slash. */
export function parseReplacement(source: string): Replacement {
  const parts: (string | number | { readonly changes: string })[] = [];
  for (const [whole, escaped] of source.matchAll(/\\([\s\S])|&|[^\\&]+|\\$/g)) {
    if (whole === "&") parts.push(0);
    else if (escaped === undefined) parts.push(whole);
    else if (/\d/.test(escaped)) parts.push(Number(escaped));
    else if (/[ULulE]/.test(escaped)) parts.push({ changes: escaped });
    else parts.push(escaped === "n" ? "\n" : escaped === "t" ? "\t" : escaped);
  }
  return parts;
}

/** Fills in the groups of a match, which stand in `text`. */
export function fillReplacement(
  parts: Replacement,
  text: string,
  groups: readonly number[],
  charge: (fuel: number) => void,
): string {
  let result = "";
  let whole = "";
  let next = "";
  charge(cost.replacedMatch);
  for (const part of parts) {
    if (typeof part === "object") {
      if (/[ul]/.test(part.changes)) next = part.changes;
      else whole = part.changes;
      continue;
    }
    const [start = -1, end = -1] =
      typeof part === "number" ? groups.slice(2 * part, 2 * part + 2) : [];
    const piece = typeof part === "string" ? part : start < 0 ? "" : text.slice(start, end);
    charge(piece.length * cost.resultByte);
    const cased = whole === "U" ? piece.toUpperCase() : whole === "L" ? piece.toLowerCase() : piece;
    if (next === "" || cased === "") result += cased;
    else {
      const [first = ""] = cased;
      result +=
        (next === "u" ? first.toUpperCase() : first.toLowerCase()) + cased.slice(first.length);
      next = "";
    }
  }
  return result;
}

/** The highest number of a group. */
export function highestGroup(parts: Replacement): number {
  return Math.max(0, ...parts.filter((part) => typeof part === "number"));
}
