/** Text that crosses a guest's memory. */
import { fail } from "./errno.ts";
import type { GuestMemory } from "./memory.ts";

/** Longer paths are refused before they are decoded: PATH_MAX, in bytes. */
const maxPathBytes = 4096;

// A byte order mark is part of a name like any other character.
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Reads a path. Fails with EFAULT, ENAMETOOLONG, or EILSEQ when it is not UTF-8. */
export function readPath(memory: GuestMemory, pointer: number, length: number): string {
  const bytes = memory.range(pointer, length >>> 0);
  if (bytes.length > maxPathBytes) fail("ENAMETOOLONG");
  try {
    return decoder.decode(bytes);
  } catch {
    return fail("EILSEQ");
  }
}

/** Encodes `text` with a final NUL, as C programs want it. */
export function encodeCString(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${text}\0`);
}

/** Encodes `text` without a final NUL. */
export function encodeText(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Writes how many strings there are, and their bytes together. */
export function writeStringSizes(
  memory: GuestMemory,
  strings: readonly Uint8Array[],
  countPointer: number,
  bytesPointer: number,
): void {
  memory.check(countPointer, 4);
  memory.check(bytesPointer, 4);
  memory.setU32(countPointer, strings.length);
  memory.setU32(bytesPointer, totalBytes(strings));
}

/** Writes the strings one after another, and a pointer to each. */
export function writeStrings(
  memory: GuestMemory,
  strings: readonly Uint8Array[],
  pointersPointer: number,
  bytesPointer: number,
): void {
  memory.check(pointersPointer, strings.length * 4);
  memory.check(bytesPointer, totalBytes(strings));
  let slot = pointersPointer >>> 0;
  let start = bytesPointer >>> 0;
  for (const text of strings) {
    memory.setU32(slot, start);
    memory.range(start, text.length).set(text);
    slot += 4;
    start += text.length;
  }
}

function totalBytes(strings: readonly Uint8Array[]): number {
  return strings.reduce((sum, text) => sum + text.length, 0);
}
