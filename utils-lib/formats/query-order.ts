/** Sorting, and finding the least and the greatest, in a query. */
import type { JsonValue } from "../json-value.ts";
import type { QueryArguments } from "./query-arguments.ts";
import { type QueryBudget, queryError } from "./query-budget.ts";
import type { QueryTools } from "./query-functions.ts";
import { compareText } from "./query-value.ts";

/** An item of a list, and what it is ordered by. */
export interface Keyed {
  readonly key: number | string;
  readonly item: JsonValue;
}

/** A list of numbers or of strings as items that are ordered by themselves. */
export function bySelf(list: readonly (number | string)[]): readonly Keyed[] {
  return list.map((item) => ({ key: item, item }));
}

/** The items of a function's first argument with what its second one, an expression, gives for each. */
export function byKey(args: QueryArguments, { budget, apply }: QueryTools): readonly Keyed[] {
  const list = args.list(0);
  const expression = args.expression(1);
  budget.make(4 * list.length);
  const keyed = list.map((item) => {
    const key = apply(expression, item);
    if (typeof key === "number" || typeof key === "string") return { key, item };
    throw queryError("an expression to order by gives neither a number nor a string");
  });
  if (new Set(keyed.map(({ key }) => typeof key)).size > 1) {
    throw queryError("an expression to order by gives numbers and strings");
  }
  return keyed;
}

/** The items in order; those of equal keys stay as they are. */
export function sorted(list: readonly Keyed[], budget: QueryBudget): JsonValue[] {
  const rounds = Math.ceil(Math.log2(list.length + 1));
  budget.look(charactersOf(list) * rounds);
  budget.make(2 * list.length);
  return [...list].sort(compare).map(({ item }) => item);
}

/** The first of the greatest items, or of the least; `null` when there is none. */
export function extreme(
  list: readonly Keyed[],
  which: "greatest" | "least",
  budget: QueryBudget,
): JsonValue {
  budget.look(charactersOf(list));
  const sign = which === "greatest" ? 1 : -1;
  let best: Keyed | undefined;
  for (const keyed of list) {
    if (best === undefined || sign * compare(keyed, best) > 0) best = keyed;
  }
  return best?.item ?? null;
}

function compare({ key: left }: Keyed, { key: right }: Keyed): number {
  if (typeof left === "string" && typeof right === "string") return compareText(left, right);
  return Number(left) - Number(right);
}

/** What comparing each key once looks at. */
function charactersOf(list: readonly Keyed[]): number {
  return list.reduce((sum, { key }) => sum + 1 + (typeof key === "string" ? key.length : 0), 0);
}
