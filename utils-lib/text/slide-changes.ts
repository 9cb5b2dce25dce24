/** Moves changes to where people expect them: to the last of several places that mean the same. */
import type { SequenceChanges } from "./compare-sequences.ts";

/**
 * Moves each run of changed elements down as far as it means the same, joining runs that meet, but
 * only to the last place beside a change of the other sequence where there is one. Calls `pay`
 * with a number of steps before they are made.
 */
export function slideChanges(
  a: Int32Array,
  b: Int32Array,
  changes: SequenceChanges,
  pay: (steps: number) => void,
): void {
  pay(2 * (a.length + b.length));
  slide(a, changes.a, gapsOf(changes.b), pay);
  slide(b, changes.b, gapsOf(changes.a), pay);
}

/** For each number of unchanged elements, whether right behind so many there are changed ones. */
function gapsOf(changed: Uint8Array): Uint8Array {
  const gaps = new Uint8Array(changed.length + 1);
  let common = 0;
  for (const isChanged of changed) {
    if (isChanged === 1) gaps[common] = 1;
    else common++;
  }
  return gaps;
}

function slide(
  elements: Int32Array,
  changed: Uint8Array,
  otherGaps: Uint8Array,
  pay: (steps: number) => void,
): void {
  let start = 0;
  let end = 0;
  // Unchanged elements before the run from `start` to `end`.
  let common = 0;

  function up(): void {
    changed[--start] = 1;
    changed[--end] = 0;
    common--;
    while (start > 0 && changed[start - 1] === 1) start--;
  }

  function down(): void {
    changed[start++] = 0;
    changed[end++] = 1;
    common++;
    while (end < elements.length && changed[end] === 1) end++;
  }

  while (true) {
    for (start = end; start < elements.length && changed[start] !== 1; start++) common++;
    if (start === elements.length) return;
    for (end = start; end < elements.length && changed[end] === 1; ) end++;
    let length: number;
    // Where the run ends when it stands beside a change of the other sequence.
    let beside: number;
    do {
      length = end - start;
      while (start > 0 && elements[start - 1] === elements[end - 1]) {
        pay(1);
        up();
      }
      beside = otherGaps[common] === 1 ? end : -1;
      while (end < elements.length && elements[start] === elements[end]) {
        pay(1);
        down();
        if (otherGaps[common] === 1) beside = end;
      }
    } while (end - start !== length);
    while (beside !== -1 && end > beside) up();
  }
}
