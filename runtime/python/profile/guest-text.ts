/** Reads CPython's strings and bytes out of its memory: https://github.com/python/cpython/blob/3.14/Include/cpython/unicodeobject.h. */
import type { GuestReader } from "./guest-reader.ts";

/** Offsets where pointers take 4 bytes. */
const text = { length: 8, state: 16, ascii: 20, compact: 28 } as const;
/** Where in the state of a string the bytes of each character, and whether all are ASCII, stand. */
const stateBits = { kind: 2, ascii: 6 } as const;
const bytesObject = { length: 8, content: 16 } as const;

/** The first `maxLength` characters of a string object; control characters become spaces. */
export function readText(reader: GuestReader, address: number, maxLength: number): string {
  const length = Math.min(reader.word(address + text.length), maxLength);
  const state = reader.word(address + text.state);
  const width = (state >>> stateBits.kind) & 7;
  const isAscii = ((state >>> stateBits.ascii) & 1) === 1;
  const start = address + (isAscii ? text.ascii : text.compact);
  const bytes = reader.bytes(start, length * width);
  let shown = "";
  for (let index = 0; index + width <= bytes.length && width > 0; index += width) {
    let point = 0;
    for (let byte = width - 1; byte >= 0; byte--) point = point * 256 + (bytes[index + byte] ?? 0);
    shown += toCharacter(point);
  }
  return shown;
}

/** Control characters become spaces, what is no character of its own U+FFFD. */
function toCharacter(point: number): string {
  if (point < 0x20 || (point >= 0x7f && point < 0xa0)) return " ";
  if (point > 0x10_ffff || (point >= 0xd800 && point < 0xe000)) return "\ufffd";
  return String.fromCodePoint(point);
}

/** What a bytes object holds, where it is; at most `maxLength` of it. */
export function readBytes(reader: GuestReader, address: number, maxLength: number): Uint8Array {
  const length = Math.min(reader.word(address + bytesObject.length), maxLength);
  return reader.bytes(address + bytesObject.content, length);
}
