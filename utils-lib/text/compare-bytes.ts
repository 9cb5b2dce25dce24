/** Compares stretches of bytes. */

/** Whether `a` and `b` from `start` up to, not including, `end` are the same. */
export function isSameAs(a: Uint8Array, b: Uint8Array, start: number, end: number): boolean {
  if (a.length !== end - start) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[start + index]) return false;
  }
  return true;
}
