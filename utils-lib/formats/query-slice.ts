/** Slices of lists and texts, by the rules of Python. */
import { type QueryBudget, queryError } from "./query-budget.ts";
import { isList, type QueryValue } from "./query-value.ts";

/** The bounds of a slice; `null` for one that is not given. */
export interface SliceBounds {
  readonly start: number | null;
  readonly stop: number | null;
  readonly step: number | null;
}

/** The part of a list or a text, whose characters are code points; `null` of anything else. */
export function slice(value: QueryValue, bounds: SliceBounds, budget: QueryBudget): QueryValue {
  if (isList(value)) {
    budget.make(value.length);
    return pick(value, bounds);
  }
  if (typeof value !== "string") return null;
  budget.make(value.length, value.length);
  return pick([...value], bounds).join("");
}

function pick<Item>(items: readonly Item[], { start, stop, step }: SliceBounds): Item[] {
  const stride = step ?? 1;
  if (stride === 0) throw queryError("the step of a slice is 0");
  const least = stride > 0 ? 0 : -1;
  const most = stride > 0 ? items.length : items.length - 1;
  const clamp = (bound: number): number =>
    Math.min(Math.max(bound < 0 ? bound + items.length : bound, least), most);
  const first = start === null ? (stride > 0 ? least : most) : clamp(start);
  const end = stop === null ? (stride > 0 ? most : least) : clamp(stop);
  const picked: Item[] = [];
  for (let index = first; stride > 0 ? index < end : index > end; index += stride) {
    const item = items[index];
    if (item !== undefined) picked.push(item);
  }
  return picked;
}
