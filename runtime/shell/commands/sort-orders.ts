/** The orders of `sort` that look at what lines mean. */

/** By the number at the beginning, exactly, however long it is. */
export function compareNumbers(a: string, b: string): number {
  const difference = quickInteger(a) - quickInteger(b);
  if (!Number.isNaN(difference)) return difference;
  const left = readNumber(a);
  const right = readNumber(b);
  if (left.isNegative !== right.isNegative) return left.isNegative ? -1 : 1;
  const order = compareMagnitudes(left, right);
  return left.isNegative ? -order : order;
}

/** The number at the beginning if it is whole and has at most 15 digits, else NaN. */
function quickInteger(text: string): number {
  let at = 0;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at += 1;
  const isNegative = text.charCodeAt(at) === 45;
  if (isNegative) at += 1;
  let value = 0;
  const most = at + 15;
  for (; ; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 46 || at > most) return Number.NaN;
    if (!(code >= 48 && code <= 57)) return isNegative ? -value : value;
    value = value * 10 + code - 48;
  }
}

interface Digits {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

function readNumber(text: string): Digits {
  const [, sign = "", whole = "", fraction = ""] = /^[ \t]*(-?)(\d*)(?:\.(\d*))?/.exec(text) ?? [];
  const digits = { whole: whole.replace(/^0+/, ""), fraction: fraction.replace(/0+$/, "") };
  return { ...digits, isNegative: sign === "-" && digits.whole + digits.fraction !== "" };
}

function compareMagnitudes(a: Digits, b: Digits): number {
  if (a.whole.length !== b.whole.length) return a.whole.length - b.whole.length;
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  return a.fraction === b.fraction ? 0 : a.fraction < b.fraction ? -1 : 1;
}

const suffixes = " KMGTPEZY";

/** By numbers such as `1K` and `2.5G`: the suffix first. */
export function compareHuman(a: string, b: string): number {
  return humanRank(a) - humanRank(b) || compareNumbers(a, b);
}

function humanRank(text: string): number {
  const [, sign = "", digits = "", suffix = ""] =
    /^[ \t]*(-?)(\d*\.?\d*)([KMGTPEZYk]?)/.exec(text) ?? [];
  if (!/[1-9]/.test(digits)) return 0;
  const rank = Math.max(0, suffixes.indexOf(suffix.toUpperCase() || " "));
  return sign === "-" ? -1 - rank : 1 + rank;
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** By the month at the beginning; what is none comes first. */
export function compareMonths(a: string, b: string): number {
  const rank = (text: string): number => months.indexOf(text.trimStart().slice(0, 3).toUpperCase());
  return rank(a) - rank(b);
}

/** By version numbers: digits as numbers, all else as text. */
export function compareVersions(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const [one = "", other = ""] = [left[index], right[index]];
    const areNumbers = /^\d/.test(one) && /^\d/.test(other);
    const order = areNumbers ? compareNumbers(one, other) : one < other ? -1 : one > other ? 1 : 0;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
