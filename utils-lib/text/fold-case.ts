/** Makes text alike that differs in case only, in the same way on every engine. */

/**
 * Small letters with capitals among the scripts that no version of Unicode changes any more:
 * Latin, Greek, Cyrillic and Armenian, as far as U+058F.
 */
const smallLetters = /[a-z\u00b5-\u058f]+/g;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** A copy of UTF-8 `bytes` in capitals, with the same line ends; what is not UTF-8 is U+FFFD. */
export function foldCase(bytes: Uint8Array): Uint8Array {
  const folded = new Uint8Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte >= 0x80) return foldText(bytes);
    folded[index] = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
  }
  return folded;
}

function foldText(bytes: Uint8Array): Uint8Array {
  const text = decoder.decode(bytes);
  return encoder.encode(text.replace(smallLetters, (letters) => letters.toUpperCase()));
}
