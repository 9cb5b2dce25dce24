/** A growing sink of bytes with the integer encodings of the binary format. */
import { WasmError } from "./wasm-error.ts";

const encoder = new TextEncoder();

/** Engines refuse larger modules. */
const MAX_BYTES = 1 << 30;

/** Up to this, a loop is not slower than `set` with a subarray, and allocates nothing. */
const SHORT_COPY = 256;

/** How many bytes `value`, at most 2^32 - 1, takes as an unsigned integer. */
export function unsignedLength(value: number): number {
  return value < 0x80
    ? 1
    : value < 0x4000
      ? 2
      : value < 0x20_0000
        ? 3
        : value < 0x1000_0000
          ? 4
          : 5;
}

/** Collects bytes. */
export class ByteWriter {
  bytes: Uint8Array<ArrayBuffer>;
  length = 0;
  readonly #maxBytes: number;

  /** `maxBytes`: writing more is a `WasmError` `WASM_LIMIT`. */
  constructor(capacity = 256, maxBytes: number = MAX_BYTES) {
    this.bytes = new Uint8Array(capacity);
    this.#maxBytes = Math.min(maxBytes, MAX_BYTES);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    if (needed > this.#maxBytes) {
      throw new WasmError(
        "WASM_LIMIT",
        `Cannot write module: it would be larger than "${this.#maxBytes}" bytes`,
      );
    }
    const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(needed, this.bytes.length * 2)));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  u8(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Two bytes: an opcode and an operand that fits in one, or two opcodes. */
  pair(first: number, second: number): void {
    const at = this.length;
    if (at + 2 > this.bytes.length) this.reserve(2);
    this.bytes[at] = first;
    this.bytes[at + 1] = second;
    this.length = at + 2;
  }

  u32(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.u8((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.u8(rest);
  }

  /** An unsigned integer up to 2^53. */
  u64(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.u8((rest % 128) | 0x80);
      rest = Math.floor(rest / 128);
    }
    this.u8(rest);
  }

  /** A signed integer between -2^53 and 2^53. */
  s64(value: number): void {
    if (value >= -64 && value < 64) {
      this.u8(value & 0x7f);
      return;
    }
    let rest = value;
    for (;;) {
      const low = ((rest % 128) + 128) % 128;
      rest = Math.floor(rest / 128);
      if ((rest === 0 && low < 64) || (rest === -1 && low >= 64)) {
        this.u8(low);
        return;
      }
      this.u8(low | 0x80);
    }
  }

  /** A signed 64-bit integer. */
  sBig64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    for (;;) {
      const low = Number(rest & 0x7fn);
      rest >>= 7n;
      if ((rest === 0n && low < 64) || (rest === -1n && low >= 64)) {
        this.u8(low);
        return;
      }
      this.u8(low | 0x80);
    }
  }

  /** Copies `source[from..to)`. */
  copy(source: Uint8Array, from: number, to: number): void {
    const count = to - from;
    if (count <= 0) return;
    this.reserve(count);
    if (count > SHORT_COPY) {
      this.bytes.set(source.subarray(from, to), this.length);
      this.length += count;
      return;
    }
    const target = this.bytes;
    let at = this.length;
    for (let i = from; i < to; i++) target[at++] = source[i] ?? 0;
    this.length = at;
  }

  write(source: Uint8Array): void {
    this.copy(source, 0, source.length);
  }

  /** A length-prefixed UTF-8 string. */
  name(text: string): void {
    const encoded = encoder.encode(text);
    this.u32(encoded.length);
    this.write(encoded);
  }

  /**
   * Begins a part whose length stands before it. Returns what {@link endSized} wants, together with
   * `likely`, a length that has as many digits as the part's will have, so that it need not be moved.
   */
  beginSized(likely = 0): number {
    const room = unsignedLength(likely);
    this.reserve(room);
    this.length += room;
    return this.length;
  }

  /** Writes the length of the part that began at `start`. */
  endSized(start: number, likely = 0): void {
    const size = this.length - start;
    const width = unsignedLength(size);
    const room = unsignedLength(likely);
    const head = start - room;
    if (width !== room) {
      this.reserve(width);
      this.bytes.copyWithin(head + width, start, this.length);
    }
    this.length = head;
    this.u32(size);
    this.length = head + width + size;
  }

  /** Everything written; a view. */
  done(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length);
  }
}
