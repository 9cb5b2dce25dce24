/** The state of an interpreter between two calls: its memory, without what is zero, and its globals. */

/** What an interpreter was when it was captured. */
export interface Snapshot {
  /** Bytes of linear memory. */
  readonly memoryBytes: number;
  /** Values of the mutable globals, in order. All are i32. */
  readonly globals: readonly number[];
  /** The parts of memory that are not zero, in order and apart from each other. */
  readonly runs: readonly Run[];
}

/** Bytes that stood at `offset`. */
export interface Run {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** "FBPS" and the version of the format. */
const magic = 0x5350_4246;
const version = 1;

/** Memory is looked at in pieces of this size. */
const pieceBytes = 4096;
const wordBytes = 4;
/** Magic, version, bytes of memory, count of globals, count of runs. */
const headerWords = 5;

/** Captures `memory` and `globals`. The snapshot shares nothing with them. */
export function captureSnapshot(memory: Uint8Array, globals: readonly number[]): Snapshot {
  const runs: Run[] = [];
  let start = -1;
  for (let offset = 0; offset <= memory.length; offset += pieceBytes) {
    const isUsed = offset < memory.length && hasContent(memory, offset);
    if (isUsed && start < 0) start = offset;
    if (!isUsed && start >= 0) {
      runs.push({ offset: start, bytes: memory.slice(start, offset) });
      start = -1;
    }
  }
  return { memoryBytes: memory.length, globals, runs };
}

/** Makes one array of a snapshot: the header, the globals, offset and length of each run, then the runs. Words are u32 LE. */
export function encodeSnapshot({ memoryBytes, globals, runs }: Snapshot): Uint8Array<ArrayBuffer> {
  const words = [
    ...[magic, version, memoryBytes, globals.length, runs.length],
    ...globals,
    ...runs.flatMap(({ offset, bytes }) => [offset, bytes.length]),
  ];
  const dataBytes = runs.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const stored = new Uint8Array(words.length * wordBytes + dataBytes);
  const view = new DataView(stored.buffer);
  words.forEach((word, index) => {
    view.setUint32(index * wordBytes, word, true);
  });
  let position = words.length * wordBytes;
  for (const { bytes } of runs) {
    stored.set(bytes, position);
    position += bytes.length;
  }
  return stored;
}

/** Reads what {@link encodeSnapshot} wrote, without copying the runs. Undefined when it is something else. */
export function decodeSnapshot(stored: Uint8Array): Snapshot | undefined {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  const word = (index: number): number => view.getUint32(index * wordBytes, true);
  if (stored.length < headerWords * wordBytes) return undefined;
  if (word(0) !== magic || word(1) !== version) return undefined;
  const memoryBytes = word(2);
  const globalCount = word(3);
  const runCount = word(4);
  const firstRun = headerWords + globalCount;
  let position = (firstRun + 2 * runCount) * wordBytes;
  if (position > stored.length) return undefined;
  const runs: Run[] = [];
  let free = 0;
  for (let index = 0; index < runCount; index += 1) {
    const offset = word(firstRun + 2 * index);
    const length = word(firstRun + 2 * index + 1);
    if (offset < free || offset + length > memoryBytes) return undefined;
    if (position + length > stored.length) return undefined;
    runs.push({ offset, bytes: stored.subarray(position, position + length) });
    free = offset + length;
    position += length;
  }
  if (position !== stored.length) return undefined;
  const globals = Array.from({ length: globalCount }, (_, index) => word(headerWords + index));
  return { memoryBytes, globals, runs };
}

/** Writes a snapshot into memory that is zero. */
export function restoreMemory({ runs }: Snapshot, memory: Uint8Array): void {
  for (const { offset, bytes } of runs) memory.set(bytes, offset);
}

/** Writes a snapshot into memory that holds something else. */
export function overwriteMemory({ runs }: Snapshot, memory: Uint8Array): void {
  let end = 0;
  for (const { offset, bytes } of runs) {
    memory.fill(0, end, offset);
    memory.set(bytes, offset);
    end = offset + bytes.length;
  }
  memory.fill(0, end);
}

function hasContent(memory: Uint8Array, offset: number): boolean {
  const words = new Uint32Array(memory.buffer, memory.byteOffset + offset, pieceBytes / wordBytes);
  return words.some((word) => word !== 0);
}
