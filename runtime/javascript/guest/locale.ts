/** The guest source of `toLocaleString` for numbers and dates, in the one locale there is: en-US, UTC. */

/** Replaces the engine's own, which know no locale. */
export const localeSource: string = String.raw`
const define = (target, name, value) => {
  Object.defineProperty(value, "name", { value: name });
  Object.defineProperty(target, name, { value, writable: true, configurable: true });
};
const group = (digits) => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");

/** Rounds the shortest decimal that stands for a number, half up, as locales do. */
const round = (size, places) => {
  if (size >= 1e21) {
    const [, first, more = "", zeros] = /^(\d)(?:\.(\d+))?e\+(\d+)$/.exec(String(size));
    return first + more.padEnd(Number(zeros), "0");
  }
  const text = String(size);
  const dot = text.indexOf(".");
  if (dot < 0 || text.includes("e") || text.length - dot - 1 <= places) return size.toFixed(places);
  const kept = text.slice(0, dot) + text.slice(dot + 1, dot + 1 + places);
  const next = BigInt(kept) + (text[dot + 1 + places] >= "5" ? 1n : 0n);
  const digits = String(next).padStart(places + 1, "0");
  const end = digits.length - places;
  return places === 0 ? digits : digits.slice(0, end) + "." + digits.slice(end);
};

/** A number with separators and, as by default, at most three decimals. */
const formatNumber = (number, options) => {
  if (Number.isNaN(number)) return "NaN";
  const sign = number < 0 || Object.is(number, -0) ? "-" : "";
  const size = Math.abs(number);
  if (size === Infinity) return sign + "\u221e";
  const isPercent = options.style === "percent";
  const isMoney = options.style === "currency";
  const least = options.minimumFractionDigits ?? (isMoney ? 2 : 0);
  const most = options.maximumFractionDigits ?? Math.max(least, isMoney ? 2 : isPercent ? 0 : 3);
  const fixed = round(isPercent ? size * 100 : size, Math.min(most, 20));
  let [whole, fraction = ""] = fixed.split(".");
  while (fraction.length > least && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  if (options.useGrouping !== false) whole = group(whole);
  const text = fraction === "" ? whole : whole + "." + fraction;
  if (isPercent) return sign + text + "%";
  const symbols = { USD: "$", EUR: "\u20ac", GBP: "£", JPY: "¥" };
  if (isMoney) return sign + (symbols[options.currency] ?? options.currency + " ") + text;
  return sign + text;
};

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const two = (value) => String(value).padStart(2, "0");
const sized = (value, style) => (style === "2-digit" ? two(value % 100) : String(value));

const formatDay = (date, options) => {
  const month = date.getUTCMonth();
  const year = options.year && sized(date.getUTCFullYear(), options.year);
  const day = options.day && sized(date.getUTCDate(), options.day);
  const weekday =
    options.weekday &&
    (options.weekday === "long" ? days[date.getUTCDay()] : days[date.getUTCDay()].slice(0, 3));
  if (options.month === "long" || options.month === "short") {
    const name = options.month === "long" ? months[month] : months[month].slice(0, 3);
    return [weekday, [name, day].filter(Boolean).join(" "), year].filter(Boolean).join(", ");
  }
  const numbers = [options.month && sized(month + 1, options.month), day, year]
    .filter(Boolean)
    .join("/");
  return [weekday, numbers].filter(Boolean).join(", ");
};

const formatTime = (date, options) => {
  const hours = date.getUTCHours();
  const is24 = options.hour12 === false;
  const hour = is24 ? two(hours) : sized(hours % 12 === 0 ? 12 : hours % 12, options.hour);
  const parts = [
    hour,
    options.minute && two(date.getUTCMinutes()),
    options.second && two(date.getUTCSeconds()),
  ];
  return parts.filter(Boolean).join(":") + (is24 ? "" : hours < 12 ? " AM" : " PM");
};

const numericDay = { year: "numeric", month: "numeric", day: "numeric" };
const numericTime = { hour: "numeric", minute: "2-digit", second: "2-digit" };
const dayKeys = ["weekday", "year", "month", "day"];
const timeKeys = ["hour", "minute", "second"];

const formatDate = (date, options, wanted) => {
  if (Number.isNaN(date.getTime())) return "Invalid Date";
  const hasDay = dayKeys.some((key) => options[key] !== undefined);
  const hasTime = timeKeys.some((key) => options[key] !== undefined);
  const named = hasDay || hasTime;
  const showsDay = named ? hasDay || wanted === "day" : wanted !== "time";
  const showsTime = named ? hasTime || wanted === "time" : wanted !== "day";
  const day = showsDay ? formatDay(date, hasDay ? options : numericDay) : "";
  const time = showsTime
    ? formatTime(date, hasTime ? options : { ...numericTime, ...options })
    : "";
  return [day, time].filter((part) => part !== "").join(", ");
};

internals.locale = { formatNumber, formatDate };

define(Number.prototype, "toLocaleString", function (locales, options = {}) {
  return formatNumber(Number(this), options);
});
define(BigInt.prototype, "toLocaleString", function () {
  return this < 0n ? "-" + group(String(-this)) : group(String(this));
});
define(Date.prototype, "toLocaleString", function (locales, options = {}) {
  return formatDate(this, options, "both");
});
define(Date.prototype, "toLocaleDateString", function (locales, options = {}) {
  return formatDate(this, options, "day");
});
define(Date.prototype, "toLocaleTimeString", function (locales, options = {}) {
  return formatDate(this, options, "time");
});
`;
