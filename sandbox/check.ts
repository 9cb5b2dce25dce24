/** Checks of what a host programmer passes: wrong types throw `TypeError`, wrong values `RangeError`. */

/** Throws unless `value` is an object whose own keys are all among `known`. */
export function checkOptions(value: unknown, name: string, known: readonly string[]): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new TypeError(`Cannot use ${name}: must be an object, got ${show(value)}`);
  }
  for (const key of Object.keys(value)) {
    if (!known.includes(key)) throw new TypeError(`Cannot use ${name}: unknown option "${key}"`);
  }
}

/** The integer `value`, or `fallback` when it is undefined. Throws unless it lies in `[min, max]`. */
export function checkInteger(
  value: unknown,
  name: string,
  { fallback, min, max }: { readonly fallback: number; readonly min: number; readonly max: number },
): number {
  if (value === undefined) return fallback;
  if (typeof value !== "number") {
    throw new TypeError(`Cannot use option "${name}": must be a number, got ${show(value)}`);
  }
  if (!Number.isInteger(value) || value < min || value > max) {
    const range = `an integer from ${min} to ${max}`;
    throw new RangeError(`Cannot use option "${name}": must be ${range}, got ${value}`);
  }
  return value;
}

/** The share `value`, or `fallback` when it is undefined. Throws unless it is at least 0 and below 1. */
export function checkShare(value: unknown, name: string, fallback: number): number {
  if (value === undefined) return fallback;
  if (typeof value !== "number") {
    throw new TypeError(`Cannot use option "${name}": must be a number, got ${show(value)}`);
  }
  if (value >= 0 && value < 1) return value;
  throw new RangeError(`Cannot use option "${name}": must be from 0 to below 1, got ${value}`);
}

/** Throws unless `value` is undefined or a function. */
export function checkFunction(value: unknown, name: string): void {
  if (value !== undefined && typeof value !== "function") {
    throw new TypeError(`Cannot use option "${name}": must be a function, got ${show(value)}`);
  }
}

/** The boolean `value`, or false when it is undefined. */
export function checkBoolean(value: unknown, name: string, fallback = false): boolean {
  if (value === undefined) return fallback;
  if (typeof value !== "boolean") {
    throw new TypeError(`Cannot use option "${name}": must be a boolean, got ${show(value)}`);
  }
  return value;
}

/** The string `value`. Throws unless it is one that a guest can receive: without NUL. */
export function checkString(value: unknown, name: string): string {
  if (typeof value !== "string") {
    throw new TypeError(`Cannot use option "${name}": must be a string, got ${show(value)}`);
  }
  if (value.includes("\0")) {
    throw new RangeError(`Cannot use option "${name}": must not contain NUL`);
  }
  return value;
}

/** The value as an error message shows it. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
