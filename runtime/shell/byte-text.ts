/**
 * Text that may hold bytes which are no UTF-8: each such byte is a lone surrogate from U+DC80 on,
 * as Python's `surrogateescape` has it, and becomes the same byte again.
 */
import { fromLatin1 } from "./latin1.ts";

const escapeStart = 0xdc00;
// With `u`, surrogates in pairs are no surrogates.
const escaped = /[\udc80-\udcff]/u;
const notAscii = /[^\0-\x7f]/;
const encoder = new TextEncoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text that `characters`, each standing for a byte, are in UTF-8. */
export function decodeBytes(characters: string): string {
  return notAscii.test(characters) ? decodeText(fromLatin1(characters)) : characters;
}

/** The text that `bytes` are in UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  try {
    return strictDecoder.decode(bytes);
  } catch {
    return decodeWithEscapes(bytes);
  }
}

/** The bytes of `text`. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  if (!escaped.test(text)) return encoder.encode(text);
  const bytes: Uint8Array[] = [];
  for (const part of text.split(/([\udc80-\udcff]+)/u)) {
    bytes.push(
      escaped.test(part)
        ? Uint8Array.from(part, (character) => character.charCodeAt(0) - escapeStart)
        : encoder.encode(part),
    );
  }
  const all = new Uint8Array(bytes.reduce((total, { length }) => total + length, 0));
  let position = 0;
  for (const part of bytes) {
    all.set(part, position);
    position += part.length;
  }
  return all;
}

function decodeWithEscapes(bytes: Uint8Array): string {
  let text = "";
  let start = 0;
  while (start < bytes.length) {
    const end = endOfValid(bytes, start);
    text += strictDecoder.decode(bytes.subarray(start, end));
    start = end;
    if (start < bytes.length) {
      text += String.fromCharCode(escapeStart + (bytes[start] ?? 0));
      start += 1;
    }
  }
  return text;
}

/** Where the first byte stands from `start` on that begins no character. */
function endOfValid(bytes: Uint8Array, start: number): number {
  let position = start;
  while (position < bytes.length) {
    const length = characterLength(bytes, position);
    if (length === 0) break;
    position += length;
  }
  return position;
}

/** How many bytes the character at `position` has; 0 when there is none. */
function characterLength(bytes: Uint8Array, position: number): number {
  const first = bytes[position] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || position + length > bytes.length) return 0;
  const second = bytes[position + 1] ?? 0;
  // The first two bytes together rule out what is too long, a surrogate, or past the last character.
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let index = 2; index < length; index += 1) {
    const byte = bytes[position + index] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}

/** What the interpreter calls `TextEncoder`. */
export class ByteTextEncoder {
  readonly encoding = "utf-8";
  encode(text = ""): Uint8Array<ArrayBuffer> {
    return encodeText(text);
  }
}
