/**
 * The fields of a tar header block: https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html
 * ("ustar Interchange Format" and "pax Extended Header").
 */

/** Headers and contents start at multiples of this many bytes. */
export const blockBytes = 512;

/** Where a field lies in a header, in bytes. */
export interface Field {
  readonly start: number;
  readonly length: number;
}

/** The fields of a header. */
export const fields: Readonly<
  Record<
    | "name"
    | "mode"
    | "uid"
    | "gid"
    | "size"
    | "mtime"
    | "checksum"
    | "type"
    | "linkName"
    | "magic"
    | "prefix",
    Field
  >
> = {
  name: { start: 0, length: 100 },
  mode: { start: 100, length: 8 },
  uid: { start: 108, length: 8 },
  gid: { start: 116, length: 8 },
  size: { start: 124, length: 12 },
  mtime: { start: 136, length: 12 },
  checksum: { start: 148, length: 8 },
  type: { start: 156, length: 1 },
  linkName: { start: 157, length: 100 },
  magic: { start: 257, length: 8 },
  prefix: { start: 345, length: 155 },
};

/** The largest number that twelve bytes hold in octal, with the NUL at their end. */
export const maxOctal: number = 8 ** 11 - 1;

/** Writes ASCII text. */
export function putText(block: Uint8Array, { start, length }: Field, text: string): void {
  block.set(new TextEncoder().encode(text).subarray(0, length), start);
}

/** Writes a whole number that is not negative, in octal with a NUL. */
export function putOctal(block: Uint8Array, field: Field, value: number): void {
  putText(block, field, value.toString(8).padStart(field.length - 1, "0"));
}

/** The text up to the first NUL; `undefined` unless it is UTF-8. */
export function textIn(block: Uint8Array, { start, length }: Field): string | undefined {
  const bytes = block.slice(start, start + length);
  const end = bytes.indexOf(0);
  return decodeUtf8(end < 0 ? bytes : bytes.subarray(0, end));
}

/** A whole number in octal, or in base 256 as GNU writes what octal does not hold; `undefined` for neither. */
export function numberIn(block: Uint8Array, field: Field): number | undefined {
  const { start, length } = field;
  if (((block[start] ?? 0) & 0x80) !== 0) {
    let bits = 0n;
    for (const byte of block.subarray(start, start + length)) bits = bits * 256n + BigInt(byte);
    // The first bit tells that it is no octal, the second is the sign.
    const value = Number(BigInt.asIntN(8 * length - 1, bits));
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = textIn(block, field)?.trim() ?? "x";
  if (!/^[0-7]*$/.test(digits)) return undefined;
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

/** The sum of a header's bytes, with its own field taken as spaces. */
export function checksumOf(block: Uint8Array): number {
  const { start, length } = fields.checksum;
  let sum = 32 * length;
  for (let at = 0; at < blockBytes; at++) {
    if (at < start || at >= start + length) sum += block[at] ?? 0;
  }
  return sum;
}

/** Text from bytes; `undefined` unless they are UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
