/** Counts lines, words and characters of a text that comes in blocks. */

/** What {@link createTextCounter} has counted. */
export interface TextCounts {
  /** Newlines, and one more for an unfinished last line. */
  readonly lines: number;
  /** Runs of characters that are not white space. */
  readonly words: number;
  /** Unicode characters; each part that is not UTF-8 is one. */
  readonly chars: number;
}

/** Takes blocks of UTF-8 in order. */
export interface TextCounter {
  add(block: Uint8Array): void;
  end(): TextCounts;
}

/** Whether Python's `str.split()` separates words at this code unit. */
export function isSpace(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || (code >= 9 && code <= 13) || code >= 0x1c;
  if (code < 0x85) return false;
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

/**
 * A counter. ASCII is counted four bytes at a time; from the first other byte on, a block is
 * decoded.
 */
export function createTextCounter(): TextCounter {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let lines = 0;
  let words = 0;
  let chars = 0;
  // Whether the last character was white space; a text begins as if after one.
  let afterSpace = true;
  let endsWithNewline = true;
  // Whether the decoder may hold the beginning of a character.
  let isPending = false;

  function addText(text: string): void {
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      if ((code & 0xfc00) === 0xdc00) continue;
      chars++;
      const space = isSpace(code);
      if (afterSpace && !space) words++;
      afterSpace = space;
    }
  }

  return {
    add(block) {
      if (block.length === 0) return;
      let from = 0;
      if (!isPending) {
        const ascii = countAscii(block, afterSpace);
        words += ascii.words;
        chars += ascii.length;
        from = ascii.length;
        afterSpace = ascii.endsInSpace;
        lines += ascii.newlines;
      }
      const last = block[block.length - 1] ?? 0;
      if (from < block.length) {
        const rest = block.subarray(from);
        for (const byte of rest) if (byte === 0x0a) lines++;
        addText(decoder.decode(rest, { stream: true }));
        isPending = last >= 0x80;
      }
      endsWithNewline = last === 0x0a;
    },
    end() {
      addText(decoder.decode());
      return { lines: endsWithNewline ? lines : lines + 1, words, chars };
    },
  };
}

/** What stands in a block before its first byte that is not ASCII, or a few bytes less. */
interface AsciiCounts {
  /** In bytes. */
  readonly length: number;
  readonly newlines: number;
  readonly words: number;
  readonly endsInSpace: boolean;
}

/** High bits of the four bytes of a word. */
const high = 0x80808080 | 0;

const none = new Int32Array();

/** As many words as can be summed byte by byte before a byte is full. */
const maxSummed = 255;

function countAscii(block: Uint8Array, startsAfterSpace: boolean): AsciiCounts {
  let newlines = 0;
  let words = 0;
  let afterSpace = startsAfterSpace;
  let index = 0;
  function countTo(end: number): void {
    for (; index < end; index++) {
      const byte = block[index] ?? 0;
      if (byte >= 0x80) return;
      if (byte === 0x0a) newlines++;
      const space = isSpace(byte);
      if (afterSpace && !space) words++;
      afterSpace = space;
    }
  }
  const aligned = Math.min(block.length, (4 - (block.byteOffset & 3)) & 3);
  countTo(aligned);
  if (index === aligned) {
    const count = (block.length - index) >> 2;
    const view = count > 0 ? new Int32Array(block.buffer, block.byteOffset + index, count) : none;
    // In the highest bit: whether the byte before the word is white space.
    let spaceBefore = afterSpace ? high >>> 24 : 0;
    let at = 0;
    while (at < count) {
      const stop = Math.min(count, at + maxSummed);
      let starts = 0;
      let ends = 0;
      for (; at < stop; at++) {
        const word = view[at] ?? 0;
        if ((word & high) !== 0) break;
        // The highest bit of each byte tells about it; no byte carries into the next.
        const upTo32 = ~(word + 0x5f5f5f5f) & high;
        const from9 = word + 0x77777777;
        const from14 = word + 0x72727272;
        const from28 = word + 0x64646464;
        const space = upTo32 & ((from9 & ~from14) | from28);
        starts = (starts + ((((space << 8) | spaceBefore) & ~space & high) >>> 7)) | 0;
        ends = (ends + ((~((word ^ 0x0a0a0a0a) + 0x7f7f7f7f) & high) >>> 7)) | 0;
        spaceBefore = space >>> 24;
      }
      words += sumOfBytes(starts);
      newlines += sumOfBytes(ends);
      if (at < stop) break;
    }
    index += 4 * at;
    afterSpace = spaceBefore !== 0;
    if (at === count) countTo(block.length);
  }
  return { length: index, newlines, words, endsInSpace: afterSpace };
}

function sumOfBytes(word: number): number {
  return (word & 0xff) + ((word >>> 8) & 0xff) + ((word >>> 16) & 0xff) + (word >>> 24);
}
