/** `sort_by`: items in the order of a key of theirs. */
import { compareKeys, type SortKey } from "./compare-keys.ts";

/**
 * A sorted list. Items with equal keys stay in their order, reversed or not. Keys compare as in
 * Python: numbers by value, texts by code point, `false` before `true`, lists item by item.
 *
 * @throws {TypeError} when two keys have different types, or a type without an order.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { sortBy } from "fuelbox/utils";
 *
 * const people = [{ name: "Grace", age: 85 }, { name: "Ada", age: 36 }];
 * assert.equal(sortBy(people, ({ age }) => age)[0]?.name, "Ada");
 * assert.equal(sortBy(people, ({ age }) => age, { reverse: true })[0]?.name, "Grace");
 * ```
 */
export function sortBy<Item>(
  items: Iterable<Item>,
  keyFunc: (item: Item) => SortKey,
  reverse: boolean | { readonly reverse?: boolean | undefined } = false,
): Item[] {
  const isReverse = typeof reverse === "object" ? reverse.reverse === true : reverse;
  const direction = isReverse ? -1 : 1;
  return Array.from(items, (item) => ({ item, key: keyFunc(item) }))
    .sort((a, b) => direction * compareKeys(a.key, b.key))
    .map(({ item }) => item);
}
