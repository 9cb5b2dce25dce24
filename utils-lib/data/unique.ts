/** `unique`: items without those that came before. */

/**
 * The first item of each value, or of each value of `key`. Lists and plain objects are equal when
 * what they hold is, whatever the order of properties; other objects are equal to themselves only.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { unique } from "fuelbox/utils";
 *
 * assert.deepEqual(unique([3, 1, 3, 2, 1]), [3, 1, 2]);
 * assert.deepEqual(unique([{ a: 1 }, { a: 1 }]), [{ a: 1 }]);
 * assert.deepEqual(unique(["a", "B", "b"], (text) => text.toLowerCase()), ["a", "B"]);
 * ```
 */
export function unique<Item>(
  items: Iterable<Item>,
  key?: ((item: Item) => unknown) | null,
): Item[] {
  const values = new Set<unknown>();
  // Texts of their own set, so that no text passes for a structure.
  const structures = new Set<string>();
  const references = new Map<unknown, number>();
  const kept: Item[] = [];
  for (const item of items) {
    const value: unknown = key ? key(item) : item;
    const seen: Set<unknown> = isStructure(value) ? structures : values;
    const identity = isStructure(value) ? describe(value, references) : value;
    if (seen.has(identity)) continue;
    seen.add(identity);
    kept.push(item);
  }
  return kept;
}

function isStructure(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The same text for equal values, different texts for different ones. */
function describe(value: unknown, references: Map<unknown, number>): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => describe(item, references)).join()}]`;
  if (isStructure(value)) {
    const entries = Object.entries(value).map(
      ([name, item]) => `${JSON.stringify(name)}:${describe(item, references)}`,
    );
    return `{${entries.sort().join()}}`;
  }
  if (typeof value !== "object" && typeof value !== "function") return String(value);
  const number = references.get(value) ?? references.size;
  references.set(value, number);
  return `#${number}`;
}
