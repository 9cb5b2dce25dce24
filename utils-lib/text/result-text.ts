/** Collects the text that a utility returns: paid for in blocks, refused when it has no end. */
import { blockBytes } from "../cost.ts";
import { createResultMeter, type ResultMeter } from "../result-meter.ts";
import type { UtilityContext } from "../utility.ts";
import { BlockDecoder } from "./block-decoder.ts";

/** From this length on, the engine's copying is faster than a loop. */
const longBytes = 48;

/** Bytes that become one string; what is not UTF-8 becomes U+FFFD. Ends with {@link end}. */
export class ResultText {
  readonly #meter: ResultMeter;
  readonly #decoder = new BlockDecoder();
  readonly #buffer = new Uint8Array(blockBytes);
  #length = 0;
  #text = "";

  /** The result of the utility called `name`. */
  constructor(context: UtilityContext, name: string) {
    this.#meter = createResultMeter(context, name);
  }

  /** Adds one byte. */
  byte(value: number): void {
    if (this.#length === blockBytes) this.#flush();
    this.#buffer[this.#length++] = value;
  }

  /** Adds the bytes of `source` from `start` up to, not including, `end`. */
  bytes(source: Uint8Array, start: number = 0, end: number = source.length): void {
    const fits = this.#length + end - start <= blockBytes;
    if (fits && end - start < longBytes) {
      const buffer = this.#buffer;
      let to = this.#length;
      for (let from = start; from < end; from++) buffer[to++] = source[from] ?? 0;
      this.#length = to;
      return;
    }
    for (let from = start; from < end; ) {
      if (this.#length === blockBytes) this.#flush();
      const count = Math.min(end - from, blockBytes - this.#length);
      this.#buffer.set(source.subarray(from, from + count), this.#length);
      this.#length += count;
      from += count;
    }
  }

  /** Adds one Unicode character, no surrogate. */
  character(codePoint: number): void {
    if (codePoint < 0x80) {
      this.byte(codePoint);
    } else if (codePoint < 0x800) {
      this.byte(0xc0 | (codePoint >> 6));
      this.byte(0x80 | (codePoint & 0x3f));
    } else if (codePoint < 0x10000) {
      this.byte(0xe0 | (codePoint >> 12));
      this.byte(0x80 | ((codePoint >> 6) & 0x3f));
      this.byte(0x80 | (codePoint & 0x3f));
    } else {
      this.byte(0xf0 | (codePoint >> 18));
      this.byte(0x80 | ((codePoint >> 12) & 0x3f));
      this.byte(0x80 | ((codePoint >> 6) & 0x3f));
      this.byte(0x80 | (codePoint & 0x3f));
    }
  }

  /** The whole text; nothing can be added any more. */
  end(): string {
    this.#flush();
    return this.#text + this.#decoder.end();
  }

  #flush(): void {
    this.#meter.text(this.#length);
    const block = this.#buffer.subarray(0, this.#length);
    this.#text += this.#decoder.decode(block);
    this.#length = 0;
  }
}
