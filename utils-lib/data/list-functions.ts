/** `filter_by`, `map_items` and `chunk`: lists of some items, of what is made of them, and in parts. */

/**
 * The items for which `predicate` gives something true.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { filterBy } from "fuelbox/utils";
 *
 * assert.deepEqual(filterBy([1, 2, 3, 4], (n) => n % 2 === 0), [2, 4]);
 * ```
 */
export function filterBy<Item>(items: Iterable<Item>, predicate: (item: Item) => unknown): Item[] {
  const kept: Item[] = [];
  for (const item of items) if (predicate(item)) kept.push(item);
  return kept;
}

/**
 * What `transform` makes of each item.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { mapItems } from "fuelbox/utils";
 *
 * assert.deepEqual(mapItems([1, 2, 3], (n) => n * n), [1, 4, 9]);
 * ```
 */
export function mapItems<Item, Result>(
  items: Iterable<Item>,
  transform: (item: Item) => Result,
): Result[] {
  return Array.from(items, (item) => transform(item));
}

/**
 * Lists of `size` items each, the last one perhaps shorter, made as they are asked for.
 *
 * @throws {RangeError} at once when the size is no integer of at least 1.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { chunk } from "fuelbox/utils";
 *
 * assert.deepEqual([...chunk([1, 2, 3, 4, 5], 2)], [[1, 2], [3, 4], [5]]);
 * assert.throws(() => chunk([1], 0), RangeError);
 * ```
 */
export function chunk<Item>(items: Iterable<Item>, size: number): IterableIterator<Item[]> {
  if (Number.isSafeInteger(size) && size >= 1) return chunksOf(items, size);
  throw new RangeError(`Cannot chunk by "${size}": the size must be an integer of at least 1`);
}

function* chunksOf<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let part: Item[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
