/** Decimal numbers of any length, with the rules of `bc` for how many digits a result has. */

/** `units` × 10^-`scale`. */
export interface Decimal {
  readonly units: bigint;
  /** Digits after the point. */
  readonly scale: number;
}

/** An operation that has no result; the message is what `bc` says. */
export class ArithmeticProblem extends Error {
  override readonly name = "ArithmeticProblem";
}

/** Numbers may have so many digits, about. */
const maxDigits = 20_000;

/** Nothing. */
export const zero: Decimal = { units: 0n, scale: 0 };

/** A whole number. */
export function fromInteger(value: number | bigint): Decimal {
  return { units: BigInt(value), scale: 0 };
}

/** 10 to the power of `count`. */
function ten(count: number): bigint {
  return 10n ** BigInt(count);
}

/** The same number with more or fewer digits after the point; the rest is cut off. */
export function rescale({ units, scale }: Decimal, wanted: number): Decimal {
  if (wanted === scale) return { units, scale };
  if (wanted > scale) return { units: units * ten(wanted - scale), scale: wanted };
  return { units: units / ten(scale - wanted), scale: wanted };
}

/** About how many digits a number has. */
export function digitsOf({ units }: Decimal): number {
  return Math.ceil(units.toString(16).length * 1.21);
}

function checked(value: Decimal): Decimal {
  if (digitsOf(value) > maxDigits || value.scale > maxDigits) {
    throw new ArithmeticProblem("number is too long");
  }
  return value;
}

/** `a` + `b`. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return checked({ units: rescale(a, scale).units + rescale(b, scale).units, scale });
}

/** -`a`. */
export function negate({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

/** `a` × `b`, with no more digits after the point than `scale` or either has. */
export function multiply(a: Decimal, b: Decimal, scale: number): Decimal {
  const product = { units: a.units * b.units, scale: a.scale + b.scale };
  const kept = Math.min(product.scale, Math.max(scale, a.scale, b.scale));
  return checked(rescale(product, kept));
}

/** `a` / `b` with `scale` digits after the point. */
export function divide(a: Decimal, b: Decimal, scale: number): Decimal {
  if (b.units === 0n) throw new ArithmeticProblem("Divide by zero");
  const shift = scale + b.scale - a.scale;
  const units = shift >= 0 ? a.units * ten(shift) : a.units / ten(-shift);
  return checked({ units: units / b.units, scale });
}

/** What is left of `a` after it was divided by `b`. */
export function remainder(a: Decimal, b: Decimal, scale: number): Decimal {
  const quotient = divide(a, b, scale);
  const exact = { units: quotient.units * b.units, scale: scale + b.scale };
  const whole = Math.max(exact.scale, a.scale);
  return add(rescale(a, whole), negate(rescale(exact, whole)));
}

/** `a` to the power of the whole part of `b`. */
export function power(a: Decimal, b: Decimal, scale: number): Decimal {
  const exponent = rescale(b, 0).units;
  const size = exponent < 0n ? -exponent : exponent;
  if (size * BigInt(Math.max(1, digitsOf(a) + a.scale)) > BigInt(4 * maxDigits)) {
    const isSmall = a.units === 0n || (a.scale === 0 && (a.units === 1n || a.units === -1n));
    if (!isSmall) throw new ArithmeticProblem("exponent too large in raise");
  }
  const even = size % 2n === 0n;
  if (a.scale === 0 && (a.units === 1n || a.units === -1n)) {
    return even ? { ...a, units: 1n } : a;
  }
  if (a.units === 0n && size > 0n) {
    if (exponent < 0n) throw new ArithmeticProblem("Divide by zero");
    return zero;
  }
  const whole = { units: a.units ** size, scale: a.scale * Number(size) };
  if (exponent < 0n) return divide({ units: 1n, scale: 0 }, whole, scale);
  return checked(rescale(whole, Math.min(whole.scale, Math.max(scale, a.scale))));
}

/** The square root of `a`. */
export function squareRoot(a: Decimal, scale: number): Decimal {
  if (a.units < 0n) throw new ArithmeticProblem("Square root of a negative number");
  const wanted = Math.max(scale, a.scale);
  return checked({ units: integerRoot(rescale(a, 2 * wanted).units), scale: wanted });
}

function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** Below, at or above zero: whether `a` is less than, equal to or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const { units } = add(a, negate(b));
  return units < 0n ? -1 : units > 0n ? 1 : 0;
}

const digits = "0123456789ABCDEF";

/** Reads digits in a base from 2 to 16. */
export function parseDecimal(text: string, base: number): Decimal {
  const [whole = "", fraction = ""] = text.split(".");
  if (base === 10 && !/[A-F]/.test(text)) {
    return checked({ units: BigInt(`${whole}${fraction}` || "0"), scale: fraction.length });
  }
  // A digit on its own is what it says in any base, others are no more than the highest of it.
  const most = whole.length + fraction.length === 1 ? 15 : base - 1;
  const numberOf = (letters: string): bigint =>
    [...letters].reduce(
      (sum, letter) => sum * BigInt(base) + BigInt(Math.min(digits.indexOf(letter), most)),
      0n,
    );
  const divisor = BigInt(base) ** BigInt(fraction.length);
  const below = (numberOf(fraction) * ten(fraction.length)) / divisor;
  const units = numberOf(whole) * ten(fraction.length) + below;
  return checked({ units, scale: fraction.length });
}

/** Writes a number in a base from 2 to 999: a point, and no zero before it. */
export function decimalText({ units, scale }: Decimal, base: number): string {
  if (units === 0n) return "0";
  const sign = units < 0n ? "-" : "";
  const size = units < 0n ? -units : units;
  if (base === 10) {
    const text = size.toString().padStart(scale + 1, "0");
    const whole = text.slice(0, text.length - scale).replace(/^0+/, "");
    return sign + whole + (scale === 0 ? "" : `.${text.slice(text.length - scale)}`);
  }
  const unit = ten(scale);
  let rest = size % unit;
  let text = "";
  for (let places = unit; scale > 0 && places > 0n; places /= BigInt(base)) {
    rest *= BigInt(base);
    text += digitText(rest / unit, base);
    rest %= unit;
  }
  return sign + wholeText(size / unit, base) + (scale === 0 ? "" : `.${text.trim()}`);
}

function wholeText(value: bigint, base: number): string {
  if (base <= 16) return value === 0n ? "" : value.toString(base).toUpperCase();
  const parts: string[] = [];
  for (let rest = value; rest > 0n; rest /= BigInt(base))
    parts.push(digitText(rest % BigInt(base), base));
  return parts.reverse().join("");
}

/** Above base 16 a digit is a number with a space before it. */
function digitText(value: bigint, base: number): string {
  if (base <= 16) return digits.charAt(Number(value));
  return ` ${value.toString().padStart(String(base - 1).length, "0")}`;
}
