/**
 * Copies the memory of a snapshot into the fresh memory of a machine. More than half of it is zero;
 * what is zero in both is not touched, so that the system need not give it any room.
 */

/** A part of memory: to be copied, or to be cleared. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly isClear: boolean;
}

/** Memory is looked at in pieces of this size, as systems give it. */
const pieceBytes = 4096;

/** The length without the zeros at the end. */
export function usedLength(bytes: Uint8Array): number {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return length;
}

/** What to do for a memory that has been copied before; undefined for one that was copied once. */
const plans = new WeakMap<Uint8Array, readonly Part[] | undefined>();

/** Makes `target`, the memory of a new instance, what `memory` is, with zeros behind it. */
export function restoreMemory(memory: Uint8Array, target: Uint8Array): void {
  // The state of a session is copied once, and a look at it would take longer than a copy.
  if (!plans.has(memory)) {
    plans.set(memory, undefined);
    target.set(memory);
    target.fill(0, memory.length);
    return;
  }
  const plan = plans.get(memory) ?? planParts(memory, target);
  plans.set(memory, plan);
  for (const { start, end, isClear } of plan) {
    if (isClear) target.fill(0, start, end);
    else target.set(memory.subarray(start, end), start);
  }
}

/** The parts that a fresh `target`, which holds the module's own data, must be changed in. */
function planParts(memory: Uint8Array, target: Uint8Array): readonly Part[] {
  const parts: Part[] = [];
  for (let start = 0; start < target.length; start += pieceBytes) {
    const end = Math.min(start + pieceBytes, target.length);
    const isClear = isZero(memory.subarray(start, end));
    if (isClear && isZero(target.subarray(start, end))) continue;
    const last = parts.at(-1);
    if (last?.end === start && last.isClear === isClear) {
      parts[parts.length - 1] = { start: last.start, end, isClear };
    } else parts.push({ start, end, isClear });
  }
  // The snapshot may end in the middle of a piece.
  return parts.flatMap((part) => cut(part, memory.length));
}

function cut(part: Part, length: number): readonly Part[] {
  const { start, end, isClear } = part;
  if (isClear || end <= length) return [part];
  return [
    { start, end: length, isClear: false },
    { start: length, end, isClear: true },
  ];
}

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
}
