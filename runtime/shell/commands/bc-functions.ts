/** The functions of `bc -l`: sine, cosine, arctangent, logarithm and exponential, by their series. */
import { ArithmeticProblem, type Decimal, digitsOf, rescale, squareRoot } from "./bc-number.ts";

/** More digits than asked for, so that the last one is right. */
const spareDigits = 12;
const maxScale = 1_000;

/** Functions by their letters, with `scale` digits after the point. */
export const mathFunctions: Readonly<Record<string, (x: Decimal, scale: number) => Decimal>> = {
  s: (x, scale) => inFixed(x, scale, (value, one) => sine(value, one)),
  c: (x, scale) => inFixed(x, scale, (value, one) => sine(value + halfPi(one), one)),
  a: (x, scale) => inFixed(x, scale, (value, one) => arctangent(value, one)),
  e: (x, scale) => inFixed(x, scale, (value, one) => exponential(value, one)),
  l: (x, scale) => {
    // There is none; what `bc` answers is as large as it can be.
    if (x.units <= 0n) throw new ArithmeticProblem("logarithm of a number that is not positive");
    return inFixed(x, scale, (value, one) => logarithm(value, one));
  },
};

/** Works with whole multiples of 10^-digits, of which `one` is as many as make 1. */
function inFixed(x: Decimal, scale: number, work: (value: bigint, one: bigint) => bigint): Decimal {
  const places = digitsOf(x);
  if (scale > maxScale || places > maxScale) throw new ArithmeticProblem("scale too large");
  const wanted = scale + spareDigits + Math.max(0, places - x.scale);
  const one = 10n ** BigInt(wanted);
  return rescale({ units: work(rescale(x, wanted).units, one), scale: wanted }, scale);
}

function sine(value: bigint, one: bigint): bigint {
  const turn = 4n * halfPi(one);
  const x = value % turn;
  let term = x;
  let sum = x;
  for (let n = 2n; term !== 0n; n += 2n) {
    term = (-term * x * x) / (one * one * n * (n + 1n));
    sum += term;
  }
  return sum;
}

function halfPi(one: bigint): bigint {
  // Machin: π/4 = 4 arctan(1/5) - arctan(1/239).
  return 2n * (4n * arctangentSeries(one / 5n, one) - arctangentSeries(one / 239n, one));
}

function arctangent(value: bigint, one: bigint): bigint {
  if (value < 0n) return -arctangent(-value, one);
  if (value > one) return halfPi(one) - arctangent((one * one) / value, one);
  // Halving the angle makes the series short.
  let x = value;
  let factor = 1n;
  while (x > one / 10n) {
    const { units } = squareRoot({ units: one * one + x * x, scale: 0 }, 0);
    x = (x * one) / (one + units);
    factor *= 2n;
  }
  return factor * arctangentSeries(x, one);
}

function arctangentSeries(x: bigint, one: bigint): bigint {
  const square = (x * x) / one;
  let power = x;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += n % 4n === 1n ? power / n : -power / n;
    power = (power * square) / one;
  }
  return sum;
}

function exponential(value: bigint, one: bigint): bigint {
  if (value < 0n) return (one * one) / exponential(-value, one);
  if (value > 1_000n * one) throw new ArithmeticProblem("exponent too large in raise");
  let halvings = 0;
  let x = value;
  for (; x > one; x /= 2n) halvings += 1;
  let term = one;
  let sum = one;
  for (let n = 1n; term !== 0n; n += 1n) {
    term = (term * x) / (one * n);
    sum += term;
  }
  for (; halvings > 0; halvings -= 1) sum = (sum * sum) / one;
  return sum;
}

function logarithm(value: bigint, one: bigint): bigint {
  let x = value;
  let factor = 2n;
  while (x > (11n * one) / 10n || x < (9n * one) / 10n) {
    x = squareRoot({ units: x * one, scale: 0 }, 0).units;
    factor *= 2n;
  }
  // ln x = 2 artanh((x - 1) / (x + 1)).
  const ratio = ((x - one) * one) / (x + one);
  const square = (ratio * ratio) / one;
  let power = ratio;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = (power * square) / one;
  }
  return factor * sum;
}
