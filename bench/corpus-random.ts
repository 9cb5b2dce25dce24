/** Numbers that look random and are the same in every process. */

/** Gives the next number from 0 up to, not including, `end`, which is less than 2^32. */
export type Random = (end: number) => number;

/** A source of numbers; `seed` is not zero. */
export function createRandom(seed: number): Random {
  let state = seed;
  return (end) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % end;
  };
}
