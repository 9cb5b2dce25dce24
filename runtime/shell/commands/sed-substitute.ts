/** Puts something else in the place of what matches, for `sed`. */
import { groupByte, type Pattern } from "../../../utils-lib/index.ts";
import { fillReplacement, type Replacement } from "./sed-replacement.ts";

/** What ends a script that makes its space too large. */
export class SedProblem extends Error {
  override readonly name = "SedProblem";
}

/** What is replaced, and by what. */
export interface SubstituteOptions {
  readonly replacement: Replacement;
  /** The first match that is replaced. */
  readonly nth: number;
  readonly isGlobal: boolean;
  /** In characters. */
  readonly maxLength: number;
  charge(fuel: number): void;
}

/** The changed text; undefined when nothing has matched. Throws `SedProblem`. */
export function substitute(
  text: string,
  compiled: Pattern,
  { replacement, nth, isGlobal, maxLength, charge }: SubstituteOptions,
): string | undefined {
  const finder = compiled.createFinder();
  const price = groupByte(compiled.instructions);
  finder.open(text);
  let result = "";
  let kept = 0;
  let count = 0;
  let lastEnd = -1;
  for (let from = 0; from <= text.length; ) {
    const groups = finder.find(from);
    charge(finder.looked * price);
    if (groups === undefined) break;
    const [start = 0, end = 0] = groups;
    // Nothing is no match right behind another one.
    if (end > start || start !== lastEnd) {
      count += 1;
      if (count >= nth) {
        result += text.slice(kept, start) + fillReplacement(replacement, text, groups, charge);
        if (result.length > maxLength) throw new SedProblem("the pattern space is too large");
        kept = end;
        if (!isGlobal) break;
      }
    }
    lastEnd = end;
    from = end > start ? end : end + ((text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1);
  }
  return count < nth ? undefined : result + text.slice(kept);
}
