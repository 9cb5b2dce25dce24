/** The order of keys, the same as Python's. */

/** What items can be sorted by. */
export type SortKey = number | bigint | string | boolean | readonly SortKey[];

/**
 * Negative when `a` comes first, positive when `b` does, 0 when neither.
 *
 * @throws {TypeError} when they have no order.
 */
export function compareKeys(a: SortKey, b: SortKey): number {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : 0;
  throw new TypeError(`Cannot sort: there is no order of ${kindOf(a)} and ${kindOf(b)}`);
}

function compareLists(a: readonly SortKey[], b: readonly SortKey[]): number {
  for (const [index, item] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareKeys(item, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** By code point. Code units would put what is beyond U+FFFF before U+E000. */
function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [unit, other] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (unit !== other) return rank(unit) - rank(other);
  }
  return a.length - b.length;
}

/** Surrogates, which stand for what is beyond U+FFFF, after all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x1_0000 : unit;
}

/** Python's booleans are numbers. */
function isNumeric(key: unknown): key is number | bigint | boolean {
  return typeof key === "number" || typeof key === "bigint" || typeof key === "boolean";
}

function kindOf(key: unknown): string {
  if (key === null) return "null";
  if (key === undefined) return "nothing";
  if (Array.isArray(key)) return "a list";
  return typeof key === "object" ? "an object" : `a ${typeof key}`;
}
