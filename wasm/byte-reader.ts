/** A cursor over a module's bytes. Reading past the end is a `WasmError`, never an endless loop. */
import { WasmError } from "./wasm-error.ts";

const decoder = new TextDecoder();

/** First byte of a reference type that is followed by a heap type: `(ref null ht)`, `(ref ht)`. */
const REF_NULL_TYPE = 0x63;
const REF_TYPE = 0x64;

/** Reads the primitive parts of the binary format. */
export class ByteReader {
  readonly bytes: Uint8Array;
  /** The next byte to read. */
  offset: number;
  /** Where reading must stop. */
  end: number;

  constructor(bytes: Uint8Array, offset = 0, end: number = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  /** Throws for what was read at `offset`. */
  fail(code: "WASM_MALFORMED" | "WASM_UNSUPPORTED", what: string, offset: number): never {
    throw new WasmError(code, `Cannot read module: ${what}`, offset);
  }

  u8(): number {
    const byte = this.bytes[this.offset];
    if (byte === undefined || this.offset >= this.end) {
      this.fail("WASM_MALFORMED", "unexpected end", this.offset);
    }
    this.offset++;
    return byte;
  }

  u32(): number {
    let value = 0;
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.u8();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    return this.fail("WASM_MALFORMED", "integer is longer than 5 bytes", this.offset);
  }

  /** An unsigned 64-bit integer as a number: exact below 2^53, rounded above. */
  u64(): number {
    let value = 0;
    let unit = 1;
    for (let length = 0; length < 10; length++) {
      const byte = this.u8();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    return this.fail("WASM_MALFORMED", "integer is longer than 10 bytes", this.offset);
  }

  /** A signed integer as a number: exact between -2^53 and 2^53, rounded outside. */
  s64(): number {
    let value = 0;
    let inverse = 0;
    let unit = 1;
    for (let length = 0; length < 10; length++) {
      const byte = this.u8();
      value += (byte & 0x7f) * unit;
      inverse += (~byte & 0x7f) * unit;
      // Two's complement by way of the inverse: the difference of two large numbers is not exact.
      if (byte < 0x80) return byte & 0x40 ? -inverse - 1 : value;
      unit *= 128;
    }
    return this.fail("WASM_MALFORMED", "integer is longer than 10 bytes", this.offset);
  }

  /** Passes over an integer of any width. */
  skipInteger(): void {
    while (this.u8() >= 0x80);
  }

  skip(count: number): void {
    if (count > this.end - this.offset) {
      this.fail("WASM_MALFORMED", "unexpected end", this.end);
    }
    this.offset += count;
  }

  /** Passes over a value type, storage type, reference type or block type: they share one encoding. */
  skipType(): void {
    const first = this.u8();
    if (first === REF_NULL_TYPE || first === REF_TYPE || first >= 0x80) this.skipInteger();
  }

  /** A length-prefixed UTF-8 string. */
  name(): string {
    const length = this.u32();
    const start = this.offset;
    this.skip(length);
    return decoder.decode(this.bytes.subarray(start, this.offset));
  }

  /** The bytes from the cursor to the end; a view, not a copy. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.offset, this.end);
  }

  /** The bytes from `start` to the cursor; a view, not a copy. */
  since(start: number): Uint8Array {
    return this.bytes.subarray(start, this.offset);
  }
}
