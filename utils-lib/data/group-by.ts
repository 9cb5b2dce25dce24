/** `group_by`: items by a key of theirs. */

/** What items can be grouped by; as a property's name it is text. */
export type GroupKey = string | number | boolean | null | undefined;

/**
 * Collects items under the text of their key, in their order. The result has no prototype, so that
 * every key is a key.
 *
 * @throws {TypeError} when a key is an object or another thing without a text of its own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { groupBy } from "fuelbox/utils";
 *
 * const groups = groupBy(["apple", "bean", "avocado"], (word) => word.charAt(0));
 * assert.deepEqual({ ...groups }, { a: ["apple", "avocado"], b: ["bean"] });
 * ```
 */
export function groupBy<Item>(
  items: Iterable<Item>,
  keyFunc: (item: Item) => GroupKey,
): Record<string, Item[]> {
  const groups: Record<string, Item[]> = Object.create(null);
  for (const item of items) {
    const key: unknown = keyFunc(item);
    if ((typeof key === "object" && key !== null) || ["function", "symbol"].includes(typeof key)) {
      throw new TypeError(
        `Cannot group by a key that is a ${typeof key}: it must be a text or a number`,
      );
    }
    const name = String(key);
    const group = groups[name];
    if (group === undefined) groups[name] = [item];
    else group.push(item);
  }
  return groups;
}
