/** Writes and reads the fields of journal records: whole numbers, times, text and bytes. */

/** Collects fields; grows as needed. */
export class ByteWriter {
  #bytes: Uint8Array<ArrayBuffer> = new Uint8Array(256);
  #view: DataView = new DataView(this.#bytes.buffer);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** What has been written, as a fresh copy. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  /** Four bytes, little-endian. */
  word(value: number): void {
    this.#reserve(4);
    this.#view.setUint32(this.#length, value, true);
    this.#length += 4;
  }

  /** Overwrites four bytes written earlier. */
  wordAt(position: number, value: number): void {
    this.#view.setUint32(position, value, true);
  }

  /** A whole number from 0 to 2^53 - 1 in LEB128: seven bits a byte, the lowest first. */
  count(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Nanoseconds in eight bytes, little-endian, two's complement. */
  time(value: bigint): void {
    this.#reserve(8);
    this.#view.setBigInt64(this.#length, value, true);
    this.#length += 8;
  }

  bytes(value: Uint8Array): void {
    this.count(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  text(value: string): void {
    this.bytes(new TextEncoder().encode(value));
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }
}

/** Reads fields from bytes that may be hostile. Every fault is a `RangeError` that says where. */
export class ByteReader {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;
  readonly #text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  #position = 0;
  #end: number;

  /** Nobody may change `bytes` meanwhile. */
  constructor(bytes: Uint8Array<ArrayBuffer>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#end = bytes.length;
  }

  get isAtEnd(): boolean {
    return this.#position === this.#end;
  }

  /** Until `close`, nothing is read past the next `length` bytes. */
  open(length: number): void {
    this.#need(length);
    this.#end = this.#position + length;
  }

  /** Ends what `open` began; all of it must have been read. */
  close(): void {
    if (!this.isAtEnd) throw this.fault("the record is longer than its fields");
    this.#end = this.#bytes.length;
  }

  byte(): number {
    this.#need(1);
    return this.#view.getUint8(this.#position++);
  }

  word(): number {
    this.#need(4);
    const value = this.#view.getUint32(this.#position, true);
    this.#position += 4;
    return value;
  }

  count(): number {
    let value = 0;
    for (let factor = 1; factor <= 2 ** 49; factor *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * factor;
      if (byte >= 0x80) continue;
      if (Number.isSafeInteger(value)) return value;
      break;
    }
    throw this.fault("a number is above 2^53 - 1");
  }

  time(): bigint {
    this.#need(8);
    const value = this.#view.getBigInt64(this.#position, true);
    this.#position += 8;
    return value;
  }

  /** A copy, which may be kept. */
  bytes(): Uint8Array<ArrayBuffer> {
    return this.view().slice();
  }

  /** A view: who keeps it keeps everything. */
  view(): Uint8Array<ArrayBuffer> {
    const length = this.count();
    this.#need(length);
    const value = this.#bytes.subarray(this.#position, this.#position + length);
    this.#position += length;
    return value;
  }

  text(): string {
    const bytes = this.view();
    try {
      return this.#text.decode(bytes);
    } catch {
      throw this.fault("a name is not UTF-8");
    }
  }

  fault(reason: string): RangeError {
    return new RangeError(`Cannot decode the journal at byte "${this.#position}": ${reason}`);
  }

  #need(count: number): void {
    if (this.#end - this.#position < count) throw this.fault("a record is cut short");
  }
}
