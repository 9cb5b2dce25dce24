/** Reads quantities as people type them: `500M` fuel, `128m` of memory, `30s` of time. */
import { UsageError } from "./usage-error.ts";

/** Fuel: a whole number of at least 1, such as `2000000`, `2_000_000`, `2e9` or `500M`. */
export function parseFuel(text: string): number {
  const fuel = scaled(text, { "": 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9, t: 1e12 });
  if (fuel === undefined) {
    throw new UsageError(`Cannot read fuel "${text}": write a whole number, such as 2e9 or 500M`);
  }
  return fuel;
}

/** A size in bytes of at least 1: `134217728`, `128m`, `128MiB`, `1g`; steps are 1024. */
export function parseSize(text: string): number {
  const steps = { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
  const named = Object.entries(steps).flatMap(([unit, bytes]) => [
    [unit, bytes],
    [`${unit}b`, bytes],
    [`${unit}ib`, bytes],
  ]);
  const bytes = scaled(text, { "": 1, b: 1, ...Object.fromEntries(named) });
  if (bytes === undefined) {
    throw new UsageError(`Cannot read size "${text}": write bytes or a size such as 128m or 1g`);
  }
  return bytes;
}

/** A duration in whole milliseconds of at least 1: `500ms`, `30s`, `1.5m`, `1h`. */
export function parseDuration(text: string): number {
  const ms = scaled(text, { ms: 1, s: 1e3, m: 6e4, h: 36e5 });
  // Timers of every platform hold at most a signed 32-bit number of milliseconds.
  if (ms === undefined || ms > 2 ** 31 - 1) {
    throw new UsageError(`Cannot read duration "${text}": write it such as 500ms, 30s or 2m`);
  }
  return ms;
}

/** A seed: a whole number of 0 to 2^53 - 1. */
export function parseSeed(text: string): number {
  const seed = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seed)) {
    throw new UsageError(`Cannot read seed "${text}": write a whole number, such as 1`);
  }
  return seed;
}

/** `text` times the factor of its unit, where that is a whole number that counts exactly. */
function scaled(text: string, factors: Readonly<Record<string, number>>): number | undefined {
  const parts = /^(\d+(?:_\d+)*(?:\.\d+)?(?:e\d{1,2})?)([a-z]*)$/i.exec(text.trim());
  const unit = parts?.[2]?.toLowerCase() ?? "";
  if (parts === null || !Object.hasOwn(factors, unit)) return undefined;
  const value = Number(parts[1]?.replaceAll("_", "")) * (factors[unit] ?? Number.NaN);
  // Decimal fractions such as 1.1m are not exact in binary; a millionth is noise, a half is not.
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 * value && whole >= 1 && Number.isSafeInteger(whole)
    ? whole
    : undefined;
}

/** A variable of the environment, such as `NAME=value`. Throws {@link UsageError}. */
export function parseVariable(text: string): readonly [name: string, value: string] {
  const [, name, value] = /^([^=]+)=([\s\S]*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UsageError(`Cannot read variable "${text}": write NAME=VALUE`);
}
