/** Puts blocks of ASCII into capitals, four bytes at a time. */

const high = 0x80808080;

/**
 * A function that gives a block in capitals, valid until its next call, or `undefined` when the
 * block has a byte that is not ASCII.
 */
export function createAsciiFolder(): (block: Uint8Array) => Uint8Array<ArrayBuffer> | undefined {
  let words = new Int32Array(0);
  return (block) => {
    const count = (block.length + 3) >> 2;
    if (words.length < count) words = new Int32Array(count);
    const bytes = new Uint8Array(words.buffer, 0, block.length);
    // What an earlier block has left behind the end is no part of this one.
    words[count - 1] = 0;
    bytes.set(block);
    for (let at = 0; at < count; at++) {
      const word = words[at] ?? 0;
      if ((word & high) !== 0) return undefined;
      // The highest bit of each byte tells whether it is a small letter; no byte carries over.
      const isSmall = (word + 0x1f1f1f1f) & ~(word + 0x05050505) & high;
      words[at] = word ^ (isSmall >>> 2);
    }
    return bytes;
  };
}
