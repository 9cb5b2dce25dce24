/** Finds what two sequences have in common, by Myers' algorithm in linear space. */

/** For each element of the two sequences, whether it has no partner in the other. */
export interface SequenceChanges {
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/**
 * The edits up to which a part of the sequences is compared in the best way; beyond them a good way
 * is taken instead. Without a limit the time would grow with the square of the differences.
 */
const defaultMaxEdits = 400;

/** As many steps are paid for at once. */
const stepsPerBlock = 4_096;

/** A part of both sequences still to be compared. */
interface Box {
  readonly aBegin: number;
  readonly aEnd: number;
  readonly bBegin: number;
  readonly bEnd: number;
}

/** Where and how to look for the middle of a box. */
interface Search {
  /** The furthest that paths have come from the beginning, for each diagonal. */
  readonly forward: Int32Array;
  /** The furthest that paths have come from the end. */
  readonly backward: Int32Array;
  /** The index of diagonal zero. */
  readonly origin: number;
  readonly maxEdits: number;
  step(steps: number): void;
}

/**
 * Compares sequences of numbers; equal numbers are equal elements. The number of edits is the least
 * as long as there are few. Calls `pay` with a number of steps before they are made.
 */
export function compareSequences(
  a: Int32Array,
  b: Int32Array,
  pay: (steps: number) => void,
  maxEdits: number = defaultMaxEdits,
): SequenceChanges {
  const changes = { a: new Uint8Array(a.length), b: new Uint8Array(b.length) };
  const diagonals = a.length + b.length + 3;
  const frontiers = {
    forward: new Int32Array(diagonals),
    backward: new Int32Array(diagonals),
    origin: b.length + 1,
  };
  let credit = 0;
  const step = (steps: number): void => {
    credit -= steps;
    while (credit < 0) {
      pay(stepsPerBlock);
      credit += stepsPerBlock;
    }
  };
  const pending: Box[] = [{ aBegin: 0, aEnd: a.length, bBegin: 0, bEnd: b.length }];
  for (let box = pending.pop(); box !== undefined; box = pending.pop()) {
    const { aBegin, aEnd, bBegin, bEnd } = trim(a, b, box, step);
    if (aBegin === aEnd) changes.b.fill(1, bBegin, bEnd);
    else if (bBegin === bEnd) changes.a.fill(1, aBegin, aEnd);
    else {
      const trimmed = { aBegin, aEnd, bBegin, bEnd };
      const { x, y } = findMiddle(a, b, trimmed, { ...frontiers, step, maxEdits });
      const isCorner = (x === aBegin && y === bBegin) || (x === aEnd && y === bEnd);
      if (isCorner) throw new RangeError(`No middle in ${JSON.stringify(trimmed)}`);
      pending.push({ aBegin: x, aEnd, bBegin: y, bEnd });
      pending.push({ aBegin, aEnd: x, bBegin, bEnd: y });
    }
  }
  return changes;
}

/** A box without what is equal at its beginning and end. */
function trim(a: Int32Array, b: Int32Array, box: Box, step: (steps: number) => void): Box {
  let { aBegin, aEnd, bBegin, bEnd } = box;
  step(1 + Math.min(aEnd - aBegin, bEnd - bBegin));
  while (aBegin < aEnd && bBegin < bEnd && a[aBegin] === b[bBegin]) {
    aBegin++;
    bBegin++;
  }
  while (aBegin < aEnd && bBegin < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  return { aBegin, aEnd, bBegin, bEnd };
}

/** A point on a shortest way through a box, or after `maxEdits` on a way that has come far. */
function findMiddle(
  a: Int32Array,
  b: Int32Array,
  { aBegin, aEnd, bBegin, bEnd }: Box,
  { forward, backward, origin, maxEdits, step }: Search,
): { x: number; y: number } {
  // Diagonal d holds the points where x - y = d; frontiers hold x.
  const lowest = aBegin - bEnd;
  const highest = aEnd - bBegin;
  const first = aBegin - bBegin;
  const last = aEnd - bEnd;
  const isOdd = ((first - last) & 1) !== 0;
  let forwardLow = first;
  let forwardHigh = first;
  let backwardLow = last;
  let backwardHigh = last;
  forward[origin + first] = aBegin;
  backward[origin + last] = aEnd;
  for (let edits = 1; ; edits++) {
    if (forwardLow > lowest) forward[origin + --forwardLow - 1] = -1;
    else forwardLow++;
    if (forwardHigh < highest) forward[origin + ++forwardHigh + 1] = -1;
    else forwardHigh--;
    for (let diagonal = forwardHigh; diagonal >= forwardLow; diagonal -= 2) {
      const left = forward[origin + diagonal - 1] ?? 0;
      const above = forward[origin + diagonal + 1] ?? 0;
      const start = left >= above ? left + 1 : above;
      let x = start;
      let y = x - diagonal;
      while (x < aEnd && y < bEnd && a[x] === b[y]) {
        x++;
        y++;
      }
      step(1 + x - start);
      forward[origin + diagonal] = x;
      if (isOdd && diagonal >= backwardLow && diagonal <= backwardHigh) {
        if ((backward[origin + diagonal] ?? 0) <= x) return clip(x, diagonal);
      }
    }
    if (backwardLow > lowest) backward[origin + --backwardLow - 1] = unreached;
    else backwardLow++;
    if (backwardHigh < highest) backward[origin + ++backwardHigh + 1] = unreached;
    else backwardHigh--;
    for (let diagonal = backwardHigh; diagonal >= backwardLow; diagonal -= 2) {
      const left = backward[origin + diagonal - 1] ?? 0;
      const below = backward[origin + diagonal + 1] ?? 0;
      const start = left < below ? left : below - 1;
      let x = start;
      let y = x - diagonal;
      while (x > aBegin && y > bBegin && a[x - 1] === b[y - 1]) {
        x--;
        y--;
      }
      step(1 + start - x);
      backward[origin + diagonal] = x;
      if (!isOdd && diagonal >= forwardLow && diagonal <= forwardHigh) {
        if (x <= (forward[origin + diagonal] ?? 0)) return clip(x, diagonal);
      }
    }
    if (edits < maxEdits) continue;
    step(forwardHigh - forwardLow + backwardHigh - backwardLow + 2);
    return furthest();
  }

  /** The point of a diagonal in the box that is nearest to `x`: paths may have left the box. */
  function clip(x: number, diagonal: number): { x: number; y: number } {
    const inside = Math.max(aBegin, bBegin + diagonal, Math.min(x, aEnd, bEnd + diagonal));
    return { x: inside, y: inside - diagonal };
  }

  /** The point of all that forward or backward paths have reached that is furthest from their start. */
  function furthest(): { x: number; y: number } {
    let best = { x: aBegin, y: bBegin };
    let bestGain = -1;
    for (let diagonal = forwardHigh; diagonal >= forwardLow; diagonal -= 2) {
      const point = clip(forward[origin + diagonal] ?? 0, diagonal);
      const gain = point.x - aBegin + point.y - bBegin;
      if (gain > bestGain) [best, bestGain] = [point, gain];
    }
    for (let diagonal = backwardHigh; diagonal >= backwardLow; diagonal -= 2) {
      const point = clip(backward[origin + diagonal] ?? 0, diagonal);
      const gain = aEnd - point.x + bEnd - point.y;
      if (gain > bestGain) [best, bestGain] = [point, gain];
    }
    return best;
  }
}

const unreached = 0x7fffffff;
