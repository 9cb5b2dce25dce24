/** Counts line ends four bytes at a time, which is faster than any byte search the engine offers. */

/** How many newlines `block` has from `from` up to, not including, `to`. */
export function countNewlines(block: Uint8Array, from: number, to: number): number {
  let count = 0;
  let index = from;
  const misaligned = (block.byteOffset + from) & 3;
  const aligned = Math.min(to, from + ((4 - misaligned) & 3));
  for (; index < aligned; index++) if (block[index] === newline) count++;
  const length = (to - index) >> 2;
  const words = length > 0 ? new Int32Array(block.buffer, block.byteOffset + index, length) : none;
  for (let at = 0; at < length; at++) {
    // Newlines become zero bytes; the second line tells whether a word has one.
    const word = (words[at] ?? 0) ^ fourNewlines;
    if (((word - 0x01010101) & ~word & 0x80808080) === 0) continue;
    if ((word & 0x000000ff) === 0) count++;
    if ((word & 0x0000ff00) === 0) count++;
    if ((word & 0x00ff0000) === 0) count++;
    if ((word & 0xff000000) === 0) count++;
  }
  for (index += 4 * length; index < to; index++) if (block[index] === newline) count++;
  return count;
}

const none = new Int32Array();
const newline = 0x0a;
const fourNewlines = 0x0a0a0a0a;
