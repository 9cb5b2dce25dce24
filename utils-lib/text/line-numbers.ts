/** Sorts stretches of bytes by the numbers with which they begin. */
import type { Stretches } from "./line-order.ts";

/** A decimal number: its parts lie in the bytes that it was read from. */
interface Decimal {
  readonly isNegative: boolean;
  /** Without zeros before them. */
  readonly digits: string;
  /** Without zeros after them. */
  readonly fraction: string;
}

/** Digits up to which a number is told exactly by its value. */
const exactDigits = 15;

/**
 * Sorts `order` as GNU `sort -n` does: by the decimal number at the start of each stretch, after
 * blanks; what has none counts as zero. Numbers of any length are compared exactly. Gives which of
 * two are equal.
 */
export function sortNumbers(
  stretches: Stretches,
  order: Uint32Array,
): (a: number, b: number) => boolean {
  const values = new Float64Array(stretches.starts.length);
  const isLong = new Uint8Array(stretches.starts.length);
  for (let member = 0; member < values.length; member++) {
    readValue(stretches, member, values, isLong);
  }
  const compare = (a: number, b: number): number => {
    const [left = 0, right = 0] = [values[a], values[b]];
    if (left !== right) return left < right ? -1 : 1;
    if (isLong[a] === 0 && isLong[b] === 0) return 0;
    return compareDecimals(decimalOf(stretches, a), decimalOf(stretches, b));
  };
  order.sort(compare);
  return (a, b) => compare(a, b) === 0;
}

function readValue(
  { bytes, starts, ends }: Stretches,
  member: number,
  values: Float64Array,
  isLong: Uint8Array,
): void {
  const end = ends[member] ?? 0;
  let index = starts[member] ?? 0;
  while (index < end && isBlank(bytes[index] ?? 0)) index++;
  const begin = index;
  const isNegative = bytes[index] === minus;
  if (isNegative && index < end) index++;
  let value = 0;
  let scale = 1;
  let digits = 0;
  let inFraction = false;
  for (; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === point && !inFraction) {
      inFraction = true;
      continue;
    }
    if (!isDigit(byte)) break;
    if (++digits > exactDigits) {
      isLong[member] = 1;
      values[member] = longValue(bytes, begin, end);
      return;
    }
    value = value * 10 + (byte - zero);
    if (inFraction) scale *= 10;
  }
  // Two negative zeros would differ from zero.
  values[member] = value === 0 ? 0 : (isNegative ? -value : value) / scale;
}

/** As much of a long number as a double can tell. */
function longValue(bytes: Uint8Array, begin: number, end: number): number {
  return Number(numberText(bytes, begin, end)) || 0;
}

function decimalOf({ bytes, starts, ends }: Stretches, member: number): Decimal {
  const end = ends[member] ?? 0;
  let begin = starts[member] ?? 0;
  while (begin < end && isBlank(bytes[begin] ?? 0)) begin++;
  const [whole = "", fraction = ""] = numberText(bytes, begin, end).split(".");
  return {
    isNegative: whole.startsWith("-"),
    digits: whole.replace(/^-?0*/, ""),
    fraction: withoutFinalZeros(fraction),
  };
}

function withoutFinalZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === zero) end--;
  return digits.slice(0, end);
}

function compareDecimals(a: Decimal, b: Decimal): number {
  const isZero = (one: Decimal): boolean => one.digits === "" && one.fraction === "";
  const signA = isZero(a) ? 0 : a.isNegative ? -1 : 1;
  const signB = isZero(b) ? 0 : b.isNegative ? -1 : 1;
  if (signA !== signB) return signA - signB;
  const size =
    a.digits.length - b.digits.length ||
    compareText(a.digits, b.digits) ||
    compareText(a.fraction, b.fraction);
  return signA * size;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The sign, digits and point at `begin`. */
function numberText(bytes: Uint8Array, begin: number, end: number): string {
  let index = bytes[begin] === minus ? begin + 1 : begin;
  let hasPoint = false;
  for (; index < end; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === point && !hasPoint) hasPoint = true;
    else if (!isDigit(byte)) break;
  }
  return decoder.decode(bytes.subarray(begin, index));
}

const decoder = new TextDecoder();
const zero = 0x30;
const minus = 0x2d;
const point = 0x2e;

function isDigit(byte: number): boolean {
  return byte >= zero && byte <= zero + 9;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}
