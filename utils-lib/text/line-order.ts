/** Sorts stretches of bytes by value, which is code point order in UTF-8, in time linear in the bytes. */

/** Stretches of `bytes`, each from `starts[i]` up to, not including, `ends[i]`. */
export interface Stretches {
  readonly bytes: Uint8Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

/** Groups of at most so many are sorted by insertion. */
const smallGroup = 12;

/** Bytes of a stretch that are looked at in one round. */
const bytesPerRound = 3;

/**
 * Puts the members of `order` from `from` up to, not including, `to`, which are numbers of
 * stretches, in order. Equal ones stay as they are.
 */
export function sortStretches(
  stretches: Stretches,
  order: Uint32Array,
  from: number = 0,
  to: number = order.length,
): void {
  const scratch = createScratch(to - from <= smallGroup ? 0 : to - from);
  // Groups that are equal up to a depth: begin, end and depth of each.
  const pending = [from, to, 0];
  while (pending.length > 0) {
    let depth = pending.pop() ?? 0;
    const end = pending.pop() ?? 0;
    const begin = pending.pop() ?? 0;
    if (end - begin <= smallGroup) {
      insert(stretches, order, begin, end, depth);
      continue;
    }
    let varying = loadKeys(stretches, order, begin, end, depth, scratch.keys);
    while (varying === 0) {
      // All are the same so far, and if the first has ended, so have all.
      if (hasEnded(scratch.keys[0] ?? 0)) break;
      depth += bytesPerRound;
      varying = loadKeys(stretches, order, begin, end, depth, scratch.keys);
    }
    if (varying === 0) continue;
    radixSort(order, begin, end, varying, scratch);
    pushGroups(pending, scratch.keys, begin, end, depth + bytesPerRound);
  }
}

/** Below zero, zero or above, as stretch `a` comes before, is equal to or comes after stretch `b`. */
export function compareStretches(stretches: Stretches, a: number, b: number, depth = 0): number {
  const { bytes, starts, ends } = stretches;
  const startA = starts[a] ?? 0;
  const startB = starts[b] ?? 0;
  const lengthA = (ends[a] ?? 0) - startA;
  const lengthB = (ends[b] ?? 0) - startB;
  const shorter = Math.min(lengthA, lengthB);
  for (let index = depth; index < shorter; index++) {
    const difference = (bytes[startA + index] ?? 0) - (bytes[startB + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return lengthA - lengthB;
}

/** Memory for sorting, as long as the longest group. */
interface Scratch {
  readonly keys: Uint32Array;
  readonly otherKeys: Uint32Array;
  readonly otherOrder: Uint32Array;
  readonly counts: Uint32Array;
}

function createScratch(length: number): Scratch {
  return {
    keys: new Uint32Array(length),
    otherKeys: new Uint32Array(length),
    otherOrder: new Uint32Array(length),
    counts: new Uint32Array(length === 0 ? 0 : 256),
  };
}

/**
 * Fills `keys` with three bytes of each stretch, the highest first, and below them how many of the
 * three there are, so that a shorter stretch comes first. Gives the bits in which keys differ.
 */
function loadKeys(
  { bytes, starts, ends }: Stretches,
  order: Uint32Array,
  begin: number,
  end: number,
  depth: number,
  keys: Uint32Array,
): number {
  let varying = 0;
  let first = 0;
  for (let index = begin; index < end; index++) {
    const member = order[index] ?? 0;
    const at = (starts[member] ?? 0) + depth;
    const left = (ends[member] ?? 0) - at;
    let key = 0;
    if (left >= bytesPerRound) {
      key =
        ((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | 3;
    } else if (left > 0) {
      key = ((bytes[at] ?? 0) << 24) | (left === 2 ? (bytes[at + 1] ?? 0) << 16 : 0) | left;
    }
    if (index === begin) first = key;
    varying |= key ^ first;
    keys[index - begin] = key;
  }
  return varying;
}

function hasEnded(key: number): boolean {
  return (key & 0xff) < bytesPerRound;
}

/** Sorts by key, byte by byte from the lowest, leaving out bytes in which no keys differ. */
function radixSort(
  order: Uint32Array,
  begin: number,
  end: number,
  varying: number,
  scratch: Scratch,
): void {
  const length = end - begin;
  const { counts } = scratch;
  let keys = scratch.keys;
  let members = order.subarray(begin, end);
  let otherKeys = scratch.otherKeys;
  let otherMembers = scratch.otherOrder;
  for (let shift = 0; shift < 32; shift += 8) {
    if (((varying >>> shift) & 0xff) === 0) continue;
    counts.fill(0);
    for (let index = 0; index < length; index++) {
      const digit = ((keys[index] ?? 0) >>> shift) & 0xff;
      counts[digit] = (counts[digit] ?? 0) + 1;
    }
    let place = 0;
    for (let digit = 0; digit < 256; digit++) {
      const count = counts[digit] ?? 0;
      counts[digit] = place;
      place += count;
    }
    for (let index = 0; index < length; index++) {
      const key = keys[index] ?? 0;
      const digit = (key >>> shift) & 0xff;
      const at = counts[digit] ?? 0;
      counts[digit] = at + 1;
      otherKeys[at] = key;
      otherMembers[at] = members[index] ?? 0;
    }
    [keys, otherKeys] = [otherKeys, keys];
    [members, otherMembers] = [otherMembers, members];
  }
  if (keys !== scratch.keys) {
    scratch.keys.set(keys.subarray(0, length));
    order.set(members.subarray(0, length), begin);
  }
}

/** Adds the groups of equal keys that have not ended. */
function pushGroups(
  pending: number[],
  keys: Uint32Array,
  begin: number,
  end: number,
  depth: number,
): void {
  for (let index = begin; index < end; ) {
    const key = keys[index - begin] ?? 0;
    let next = index + 1;
    while (next < end && keys[next - begin] === key) next++;
    if (next - index > 1 && !hasEnded(key)) pending.push(index, next, depth);
    index = next;
  }
}

function insert(
  stretches: Stretches,
  order: Uint32Array,
  begin: number,
  end: number,
  depth: number,
): void {
  for (let index = begin + 1; index < end; index++) {
    const member = order[index] ?? 0;
    let place = index;
    while (place > begin) {
      const before = order[place - 1] ?? 0;
      if (compareStretches(stretches, before, member, depth) <= 0) break;
      order[place] = before;
      place--;
    }
    order[place] = member;
  }
}
