/** Finds the lines in which two texts differ. */
import { compareSequences, type SequenceChanges } from "./compare-sequences.ts";
import { slideChanges } from "./slide-changes.ts";

/**
 * Tells which lines of `a` and `b` have no partner in the other. Calls `pay` with a number of steps
 * before they are made.
 */
export function compareLines(
  a: readonly string[],
  b: readonly string[],
  pay: (steps: number) => void,
): SequenceChanges {
  const numbers = new Map<string, number>();
  const numberOf = (line: string): number => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  const numbersA = Int32Array.from(a, numberOf);
  const numbersB = Int32Array.from(b, numberOf);
  const [inA, inB] = [numbersA, numbersB].map((sequence) => {
    const isIn = new Uint8Array(numbers.size);
    for (const number of sequence) isIn[number] = 1;
    return isIn;
  });
  // A line that the other text does not have at all needs no search for its partner.
  const keptA = placesOf(numbersA, inB);
  const keptB = placesOf(numbersB, inA);
  const kept = compareSequences(pick(numbersA, keptA), pick(numbersB, keptB), pay);
  const changes = { a: spread(kept.a, keptA, a.length), b: spread(kept.b, keptB, b.length) };
  slideChanges(numbersA, numbersB, changes, pay);
  return changes;
}

/** The places in `sequence` of numbers that `isIn` has. */
function placesOf(sequence: Int32Array, isIn: Uint8Array | undefined): Int32Array {
  const places = new Int32Array(sequence.length);
  let count = 0;
  for (let place = 0; place < sequence.length; place++) {
    if (isIn?.[sequence[place] ?? 0] === 1) places[count++] = place;
  }
  return places.subarray(0, count);
}

function pick(sequence: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => sequence[place] ?? 0);
}

/** Changes of all elements, where those not at `places` are changed. */
function spread(changed: Uint8Array, places: Int32Array, length: number): Uint8Array {
  const all = new Uint8Array(length).fill(1);
  for (let index = 0; index < places.length; index++) {
    all[places[index] ?? 0] = changed[index] ?? 0;
  }
  return all;
}
