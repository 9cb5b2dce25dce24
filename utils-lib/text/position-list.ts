/** Lists of positions as `cut` writes them: `1,3-5,-2,7-`. */
import { quote } from "../quote.ts";
import { UtilityError } from "../utility-error.ts";

/** Positions from `from` to `to`, both included, counted from 1. */
export interface PositionRange {
  readonly from: number;
  readonly to: number;
}

/** The longest list, in characters. */
const maxListLength = 4_096;

/**
 * The ranges of a list, sorted, where those that touch are one.
 *
 * @throws {UtilityError} `INVALID_PATTERN`.
 */
export function parsePositions(list: string): readonly PositionRange[] {
  if (list.length > maxListLength) {
    throw invalid(list, `it must not be longer than ${maxListLength} characters`);
  }
  const ranges = list.split(",").map((item) => parseRange(list, item));
  const merged: PositionRange[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last === undefined || range.from > last.to + 1) merged.push(range);
    else merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, range.to) };
  }
  return merged;
}

const rangeForm = /^(?:(\d+)(-(\d+)?)?|-(\d+))$/;

function parseRange(list: string, item: string): PositionRange {
  const [, first, dash, last, upTo] = rangeForm.exec(item) ?? [];
  const from = upTo === undefined ? Number(first) : 1;
  const to = dash === undefined ? Number(upTo ?? first) : Number(last ?? Infinity);
  if (Number.isNaN(from)) throw invalid(list, "items must be like 3, 2-5, -4 or 7-");
  if (from < 1 || to < from)
    throw invalid(list, "positions must be at least 1 and ranges must rise");
  return { from, to };
}

function invalid(list: string, reason: string): UtilityError {
  return new UtilityError("INVALID_PATTERN", `Cannot use list ${quote(list)}: ${reason}`);
}
