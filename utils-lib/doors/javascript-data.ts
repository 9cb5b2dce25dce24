/** The functions of the module `data` for JavaScript guests, who call them with functions of their own. */

/** Source of a module's part: what is in `utils-lib/data/`, without types. */
export const javascriptData: string = `
/** Collects items under the text of their key, in their order. */
export function groupBy(items, keyFunc) {
  const groups = Object.create(null);
  for (const item of items) {
    const key = keyFunc(item);
    if ((typeof key === "object" && key !== null) || ["function", "symbol"].includes(typeof key)) {
      throw new TypeError(\`Cannot group by a key that is a \${typeof key}: it must be a text or a number\`);
    }
    (groups[String(key)] ??= []).push(item);
  }
  return groups;
}
/** The items for which a function gives something true. */
export function filterBy(items, predicate) {
  const kept = [];
  for (const item of items) if (predicate(item)) kept.push(item);
  return kept;
}
/** What a function makes of each item. */
export function mapItems(items, transform) {
  return Array.from(items, (item) => transform(item));
}
/** The items sorted by a key; those with equal keys stay in their order. */
export function sortBy(items, keyFunc, reverse = false) {
  const direction = (typeof reverse === "object" ? reverse?.reverse === true : reverse) ? -1 : 1;
  return Array.from(items, (item) => ({ item, key: keyFunc(item) }))
    .sort((a, b) => direction * compareKeys(a.key, b.key))
    .map(({ item }) => item);
}
/** The first item of each value, or of each value of a key. */
export function unique(items, key) {
  const values = new Set();
  const structures = new Set();
  const references = new Map();
  const kept = [];
  for (const item of items) {
    const value = key ? key(item) : item;
    const seen = isStructure(value) ? structures : values;
    const identity = isStructure(value) ? describe(value, references) : value;
    if (seen.has(identity)) continue;
    seen.add(identity);
    kept.push(item);
  }
  return kept;
}
/** Lists of so many items each, made as they are asked for. */
export function chunk(items, size) {
  if (Number.isSafeInteger(size) && size >= 1) return chunksOf(items, size);
  throw new RangeError(\`Cannot chunk by "\${size}": the size must be an integer of at least 1\`);
}
function compareKeys(a, b) {
  if (typeof a === "string" && typeof b === "string") return compareTexts(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  if (isNumeric(a) && isNumeric(b)) return a < b ? -1 : a > b ? 1 : 0;
  throw new TypeError(\`Cannot sort: there is no order of \${kindOf(a)} and \${kindOf(b)}\`);
}
function compareLists(a, b) {
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    const order = compareKeys(a[index], b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
function compareTexts(a, b) {
  const rank = (unit) => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const unit = a.charCodeAt(index);
    const other = b.charCodeAt(index);
    if (unit !== other) return rank(unit) - rank(other);
  }
  return a.length - b.length;
}
function isNumeric(key) {
  return typeof key === "number" || typeof key === "bigint" || typeof key === "boolean";
}
function kindOf(key) {
  if (key === null) return "null";
  if (key === undefined) return "nothing";
  if (Array.isArray(key)) return "a list";
  return typeof key === "object" ? "an object" : \`a \${typeof key}\`;
}
function isStructure(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value)) return true;
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function describe(value, references) {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return \`[\${value.map((item) => describe(item, references)).join()}]\`;
  if (isStructure(value)) {
    const entries = Object.entries(value).map(
      ([name, item]) => \`\${JSON.stringify(name)}:\${describe(item, references)}\`,
    );
    return \`{\${entries.sort().join()}}\`;
  }
  if (typeof value !== "object" && typeof value !== "function") return String(value);
  const number = references.get(value) ?? references.size;
  references.set(value, number);
  return \`#\${number}\`;
}
function* chunksOf(items, size) {
  let part = [];
  for (const item of items) {
    part.push(item);
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}
`;
