/** Groups changes into the hunks of a unified diff. */
import type { SequenceChanges } from "./compare-sequences.ts";

/** A run of changes: lines of `a` that become lines of `b`. Ends are not included. */
interface Change {
  readonly aBegin: number;
  readonly aEnd: number;
  readonly bBegin: number;
  readonly bEnd: number;
}

/** Changes near each other, with the lines around them. Ends are not included. */
export interface Hunk extends Change {
  readonly changes: readonly Change[];
}

/** The hunks, with up to `around` unchanged lines before, after and between changes. */
export function groupHunks({ a, b }: SequenceChanges, around: number): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let group: Change[] = [];
  const endGroup = (): void => {
    const [first] = group;
    const last = group.at(-1);
    if (first === undefined || last === undefined) return;
    const before = Math.min(around, first.aBegin);
    const after = Math.min(around, a.length - last.aEnd);
    hunks.push({
      aBegin: first.aBegin - before,
      aEnd: last.aEnd + after,
      bBegin: first.bBegin - before,
      bEnd: last.bEnd + after,
      changes: group,
    });
    group = [];
  };
  for (let inA = 0, inB = 0; inA < a.length || inB < b.length; ) {
    if (a[inA] !== 1 && b[inB] !== 1) {
      inA++;
      inB++;
      continue;
    }
    const [aBegin, bBegin] = [inA, inB];
    while (a[inA] === 1) inA++;
    while (b[inB] === 1) inB++;
    const last = group.at(-1);
    if (last !== undefined && aBegin - last.aEnd > 2 * around) endGroup();
    group.push({ aBegin, aEnd: inA, bBegin, bEnd: inB });
  }
  endGroup();
  return hunks;
}
