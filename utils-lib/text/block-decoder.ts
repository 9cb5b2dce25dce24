/**
 * Decodes UTF-8 that comes block by block; what is not UTF-8 becomes U+FFFD. Engines decode several
 * times as fast when they are not told that there is more to come, so that they get whole characters.
 */

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const nothing = new Uint8Array();

/** Blocks that become one text. Ends with {@link end}. */
export class BlockDecoder {
  /** The start of a character whose other bytes are to come. */
  #rest: Uint8Array = nothing;

  /** The text of the characters that are complete with `block`. */
  decode(block: Uint8Array): string {
    const bytes = this.#rest.length === 0 ? block : join(this.#rest, block);
    const length = bytes.length - openLength(bytes);
    this.#rest = length === bytes.length ? nothing : bytes.slice(length);
    return decoder.decode(length === bytes.length ? bytes : bytes.subarray(0, length));
  }

  /** The text of what is left. */
  end(): string {
    const rest = this.#rest;
    this.#rest = nothing;
    return rest.length === 0 ? "" : decoder.decode(rest);
  }
}

function join(rest: Uint8Array, block: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(rest.length + block.length);
  bytes.set(rest);
  bytes.set(block, rest.length);
  return bytes;
}

/** How many bytes at the end may be the start of a character that goes on. */
function openLength(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
}
