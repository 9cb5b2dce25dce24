/** The linear memory of a guest, checked at every access. Pointers and lengths are unsigned 32-bit. */
import { fail } from "./errno.ts";

const nothing = new Uint8Array();

/** Views of a guest's memory. Views that are handed out die when the guest grows its memory: use them within one call. */
export class GuestMemory {
  #memory: WebAssembly.Memory | undefined;
  #bytes = nothing;
  #view = new DataView(nothing.buffer);

  /** Looks at `memory` from now on. Until then every access fails with EFAULT. */
  attach(memory: WebAssembly.Memory): void {
    this.#memory = memory;
    this.#refresh();
  }

  /** Fails with EFAULT unless `length` bytes from `pointer` are in memory. */
  check(pointer: number, length: number): void {
    // Growing detaches the buffer, which leaves its views empty.
    if (this.#bytes.length === 0) this.#refresh();
    if ((pointer >>> 0) + length > this.#bytes.length) fail("EFAULT");
  }

  /** The bytes in memory from `pointer`. */
  range(pointer: number, length: number): Uint8Array<ArrayBuffer> {
    this.check(pointer, length);
    const start = pointer >>> 0;
    return this.#bytes.subarray(start, start + length);
  }

  getU8(pointer: number): number {
    this.check(pointer, 1);
    return this.#view.getUint8(pointer >>> 0);
  }

  getU16(pointer: number): number {
    this.check(pointer, 2);
    return this.#view.getUint16(pointer >>> 0, true);
  }

  getU32(pointer: number): number {
    this.check(pointer, 4);
    return this.#view.getUint32(pointer >>> 0, true);
  }

  getU64(pointer: number): bigint {
    this.check(pointer, 8);
    return this.#view.getBigUint64(pointer >>> 0, true);
  }

  setU8(pointer: number, value: number): void {
    this.check(pointer, 1);
    this.#view.setUint8(pointer >>> 0, value);
  }

  setU16(pointer: number, value: number): void {
    this.check(pointer, 2);
    this.#view.setUint16(pointer >>> 0, value, true);
  }

  setU32(pointer: number, value: number): void {
    this.check(pointer, 4);
    this.#view.setUint32(pointer >>> 0, value, true);
  }

  setU64(pointer: number, value: bigint): void {
    this.check(pointer, 8);
    this.#view.setBigUint64(pointer >>> 0, value, true);
  }

  #refresh(): void {
    if (this.#memory === undefined) return;
    this.#bytes = new Uint8Array(this.#memory.buffer as ArrayBuffer);
    this.#view = new DataView(this.#memory.buffer);
  }
}
