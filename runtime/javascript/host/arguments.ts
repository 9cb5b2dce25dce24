/** Reads arguments of host calls. The guest's own sources send them, but a program could too. */

/** A text argument. */
export function textAt(args: readonly unknown[], index: number): string {
  const value = args[index];
  if (typeof value !== "string") throw new TypeError(`Argument ${index} must be a string`);
  return value;
}

/** A whole number from 0 on. */
export function numberAt(args: readonly unknown[], index: number): number {
  const value = args[index];
  if (!Number.isSafeInteger(value) || Number(value) < 0) {
    throw new TypeError(`Argument ${index} must be a whole number`);
  }
  return Number(value);
}

/** Nanoseconds, as decimal text because JSON has no such number. */
export function nanosecondsAt(args: readonly unknown[], index: number): bigint {
  const text = textAt(args, index);
  if (!/^-?\d{1,20}$/.test(text)) throw new TypeError(`Argument ${index} must be nanoseconds`);
  return BigInt(text);
}

/** A position in a file; undefined for `null`: where the descriptor stands. */
export function positionAt(args: readonly unknown[], index: number): number | undefined {
  const value = args[index];
  return value === null || value === undefined ? undefined : numberAt(args, index);
}
