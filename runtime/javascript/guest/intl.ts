/** The guest source of `Intl` and of comparisons by language, for the one locale there is. */

/** Needs the locale source before it. */
export const intlSource: string = String.raw`
const { formatNumber, formatDate } = internals.locale;
const define = (target, name, value) => {
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
};
const marks = /[\u0300-\u036f]/g;
const plain = (text) => text.normalize("NFD").replace(marks, "");
/** Spaces and signs stand before digits, digits before letters. */
const rank = (character) => (/\p{L}/u.test(character) ? 2 : /\p{N}/u.test(character) ? 1 : 0);
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const compareBases = (a, b, isNumeric) => {
  const split = isNumeric ? /\d+|\D/gu : /./gsu;
  const ours = a.match(split) ?? [];
  const theirs = b.match(split) ?? [];
  for (let at = 0; at < ours.length && at < theirs.length; at += 1) {
    const [one, other] = [ours[at], theirs[at]];
    if (one === other) continue;
    if (isNumeric && /^\d/.test(one) && /^\d/.test(other)) {
      const found = Number(one) - Number(other);
      if (found !== 0) return Math.sign(found);
      continue;
    }
    const found = rank(one[0]) - rank(other[0]) || order(one, other);
    if (found !== 0) return Math.sign(found);
  }
  return Math.sign(ours.length - theirs.length);
};

/** Letters first, then their accents, then their case, small before capital. */
const compare = (a, b, { sensitivity = "variant", numeric = false } = {}) => {
  if (a === b) return 0;
  const found = compareBases(plain(a).toLowerCase(), plain(b).toLowerCase(), numeric);
  if (found !== 0 || sensitivity === "base") return found;
  const accents = order(a.normalize("NFD").toLowerCase(), b.normalize("NFD").toLowerCase());
  if (accents !== 0 && sensitivity !== "case") return accents;
  if (sensitivity === "accent") return 0;
  return -order(a.normalize("NFD"), b.normalize("NFD"));
};

define(String.prototype, "localeCompare", function localeCompare(other, locales, options) {
  return compare(String(this), String(other), options);
});

/** A class whose objects hold options and one bound method. */
const formatter = (name, method, make, resolved = {}) => {
  const Type = function (locales, options = {}) {
    if (new.target === undefined) return new Type(locales, options);
    Object.defineProperties(this, {
      options: { value: options },
      [method]: { value: make(options), configurable: true },
    });
  };
  Object.defineProperty(Type, "name", { value: name });
  define(Type.prototype, "resolvedOptions", function () {
    return { locale: "en-US", ...resolved, ...this.options };
  });
  define(Type, "supportedLocalesOf", (locales) => [locales ?? []].flat());
  Object.defineProperty(Type.prototype, Symbol.toStringTag, { value: "Intl." + name, configurable: true });
  return Type;
};

const listOf = ({ type = "conjunction", style = "long" }) => (items) => {
  const list = [...items];
  const word = type === "disjunction" ? "or" : type === "unit" ? "" : style === "long" ? "and" : "&";
  if (list.length < 2) return list.join("");
  if (word === "") return list.join(", ");
  if (list.length === 2) return list.join(" " + word + " ");
  return list.slice(0, -1).join(", ") + ", " + word + " " + list.at(-1);
};

const pluralOf = ({ type = "cardinal" }) => (number) => {
  if (type !== "ordinal") return number === 1 ? "one" : "other";
  const [ten, hundred] = [number % 10, number % 100];
  if (ten === 1 && hundred !== 11) return "one";
  if (ten === 2 && hundred !== 12) return "two";
  return ten === 3 && hundred !== 13 ? "few" : "other";
};

const agoOf = ({ numeric = "always" }) => (value, unit) => {
  const name = String(unit).replace(/s$/, "");
  const words = { day: { "-1": "yesterday", 0: "today", 1: "tomorrow" } }[name];
  if (numeric === "auto" && words?.[value] !== undefined) return words[value];
  const size = Math.abs(value);
  const text = formatNumber(size, {}) + " " + name + (size === 1 ? "" : "s");
  return value < 0 || Object.is(value, -0) ? text + " ago" : "in " + text;
};

define(globalThis, "Intl", {
  Collator: formatter("Collator", "compare", (options) => (a, b) => compare(String(a), String(b), options)),
  DateTimeFormat: formatter(
    "DateTimeFormat",
    "format",
    (options) => (date) => formatDate(date === undefined ? new Date() : new Date(date), options, "day"),
    { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC" },
  ),
  ListFormat: formatter("ListFormat", "format", listOf),
  NumberFormat: formatter("NumberFormat", "format", (options) => (value) =>
    typeof value === "bigint" ? value.toLocaleString() : formatNumber(Number(value), options)),
  PluralRules: formatter("PluralRules", "select", pluralOf),
  RelativeTimeFormat: formatter("RelativeTimeFormat", "format", agoOf),
  getCanonicalLocales: (locales) => [locales ?? []].flat(),
});
Object.defineProperty(Intl, Symbol.toStringTag, { value: "Intl", configurable: true });

const { toString, toTimeString } = Date.prototype;
const zone = " (Coordinated Universal Time)";
const withZone = (name, show) =>
  define(Date.prototype, name, {
    [name]() {
      const text = show.call(this);
      return text === "Invalid Date" ? text : text + zone;
    },
  }[name]);
withZone("toString", toString);
withZone("toTimeString", toTimeString);
`;
