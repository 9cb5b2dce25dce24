/** Reads the memory of an interpreter, of which nothing is believed: what lies outside is 0. */

/** Reads words, bytes and texts of a memory that may grow. */
export class GuestReader {
  readonly #memory: Pick<WebAssembly.Memory, "buffer">;
  #words = new Uint32Array();
  #bytes = new Uint8Array();

  constructor(memory: Pick<WebAssembly.Memory, "buffer">) {
    this.#memory = memory;
    this.refresh();
  }

  /** Takes note of growth. To be called before anything is read that the guest may have changed. */
  refresh(): void {
    const { buffer } = this.#memory;
    if (this.#bytes.buffer === buffer) return;
    this.#bytes = new Uint8Array(buffer);
    this.#words = new Uint32Array(buffer, 0, buffer.byteLength >>> 2);
  }

  /** The word at `address`, which is taken as a multiple of 4. */
  word(address: number): number {
    return this.#words[address >>> 2] ?? 0;
  }

  /** At most `length` bytes from `address` on, where they are. */
  bytes(address: number, length: number): Uint8Array {
    const start = Math.min(address >>> 0, this.#bytes.length);
    return this.#bytes.subarray(start, Math.min(start + Math.max(0, length), this.#bytes.length));
  }
}
