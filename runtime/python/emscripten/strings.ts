/** Text in the memory of a guest: C strings. */
import type { GuestMemory } from "../../wasi/memory.ts";
import { fail } from "./failure.ts";

/** PATH_MAX, in bytes, with the final NUL. */
const maxPathBytes = 4096;

// A byte order mark is part of a name like any other character.
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** Reads a path. Fails with EFAULT, ENAMETOOLONG, or EILSEQ when it is not UTF-8. */
export function readPath(memory: GuestMemory, pointer: number): string {
  const bytes = readBytes(memory, pointer, maxPathBytes);
  if (bytes === undefined) return fail("ENAMETOOLONG");
  try {
    return strict.decode(bytes);
  } catch {
    return fail("EILSEQ");
  }
}

/** Reads a message that is only shown; cut after `maxBytes`, with replacement characters where it is not UTF-8. */
export function readMessage(memory: GuestMemory, pointer: number, maxBytes = 300): string {
  return lenient.decode(readBytes(memory, pointer, maxBytes) ?? memory.range(pointer, maxBytes));
}

/** Encodes `text` with its final NUL. */
export function encodeCString(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(`${text}\0`);
}

/** The bytes before the NUL; undefined when it is not among the first `maxBytes`. */
function readBytes(
  memory: GuestMemory,
  pointer: number,
  maxBytes: number,
): Uint8Array<ArrayBuffer> | undefined {
  for (let length = 0; length < maxBytes; length += 1) {
    if (memory.getU8((pointer >>> 0) + length) === 0) return memory.range(pointer, length);
  }
  return undefined;
}
