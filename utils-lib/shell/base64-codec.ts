/** Base64 (RFC 4648, section 4) in pieces, over bytes. */
import { UtilityError } from "../utility-error.ts";

const alphabet = new TextEncoder().encode(
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
);
const padding = 0x3d;
/** Beyond the 64 values of digits, and with bits that those do not have. */
const skipped = 128;
const invalid = 192;

/** The value of each digit; white space is skipped. */
const values = new Uint8Array(256).fill(invalid);
for (const [value, digit] of alphabet.entries()) values[digit] = value;
for (const space of [0x09, 0x0a, 0x0d, 0x20]) values[space] = skipped;

/** The digits of `bytes`. Pieces but the last one must have a multiple of three bytes. */
export function encodeBase64(bytes: Uint8Array): Uint8Array {
  const digits = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let to = 0;
  for (let from = 0; from < bytes.length; from += 3) {
    const bits =
      ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    digits[to++] = alphabet[bits >> 18] ?? 0;
    digits[to++] = alphabet[(bits >> 12) & 63] ?? 0;
    digits[to++] = alphabet[(bits >> 6) & 63] ?? 0;
    digits[to++] = alphabet[bits & 63] ?? 0;
  }
  return digits.fill(padding, to - ((3 - (bytes.length % 3)) % 3));
}

/** Decodes Base64 that comes in pieces, cut anywhere. */
export class Base64Decoder {
  /** The digits of the group that has begun, six bits each, the last one lowest. */
  #bits = 0;
  /** How many digits of a group of four have come, padding included. */
  #count = 0;
  #padding = 0;
  /** Digits and white space before this piece. */
  #offset = 0;

  /**
   * The bytes that `digits` complete.
   *
   * @throws {UtilityError} `INVALID_BASE64`.
   */
  decode(digits: Uint8Array): Uint8Array {
    const bytes = new Uint8Array(Math.ceil((digits.length + 3) / 4) * 3);
    let length = 0;
    for (let index = 0; index < digits.length; index++) {
      if (this.#count === 0 && this.#padding === 0) {
        // Most groups have four digits in a row.
        for (; index + 4 <= digits.length; index += 4) {
          const bits = groupBits(digits, index);
          if (bits < 0) break;
          bytes[length++] = bits >> 16;
          bytes[length++] = bits >> 8;
          bytes[length++] = bits;
        }
        if (index >= digits.length) break;
      }
      const digit = digits[index] ?? 0;
      const value = values[digit] ?? invalid;
      if (value === skipped) continue;
      const isPadding = digit === padding && this.#count >= 2;
      // Nothing follows padding but more of it in the same group.
      if (isPadding ? this.#padding > 1 : value === invalid || this.#padding > 0) {
        throw refuse(`there is no digit of it at offset ${this.#offset + index}`);
      }
      if (isPadding) this.#padding++;
      this.#bits = (this.#bits << 6) | (isPadding ? 0 : value);
      if (++this.#count < 4) continue;
      this.#count = 0;
      for (let shift = 16; shift >= 8 * this.#padding; shift -= 8) {
        bytes[length++] = this.#bits >> shift;
      }
      this.#bits = 0;
    }
    this.#offset += digits.length;
    return bytes.subarray(0, length);
  }

  /** @throws {UtilityError} `INVALID_BASE64` in the middle of a group. */
  end(): void {
    if (this.#count !== 0) throw refuse("it ends within a group of four digits");
  }
}

/** The 24 bits of four digits, or less than zero when one of them is none. */
function groupBits(digits: Uint8Array, index: number): number {
  const first = values[digits[index] ?? 0] ?? invalid;
  const second = values[digits[index + 1] ?? 0] ?? invalid;
  const third = values[digits[index + 2] ?? 0] ?? invalid;
  const fourth = values[digits[index + 3] ?? 0] ?? invalid;
  if ((first | second | third | fourth) >= skipped) return -1;
  return (first << 18) | (second << 12) | (third << 6) | fourth;
}

function refuse(reason: string): UtilityError {
  return new UtilityError("INVALID_BASE64", `Cannot decode Base64: ${reason}`);
}
