/**
 * The bytes of a log: a header, then frames.
 *
 * Header, 24 bytes: magic (8), generation (u64), CRC-32 of both (u32), zero (u32).
 * Frame: length of the payload (u32), CRC-32 of length and payload (u32), payload.
 * Numbers are little-endian.
 */

export const headerBytes: number = 24;
export const frameHeadBytes: number = 8;
/** No payload is longer. */
export const maxPayloadBytes: number = 64 * 2 ** 20;

const magic = new TextEncoder().encode("fuelbox\x01");

/** The header of a log. Generations begin with 1. */
export function encodeHeader(generation: number): Uint8Array {
  const bytes = new Uint8Array(headerBytes);
  const view = new DataView(bytes.buffer);
  bytes.set(magic);
  view.setBigUint64(8, BigInt(generation), true);
  view.setUint32(16, crc32(bytes.subarray(0, 16)), true);
  return bytes;
}

/** The generation in a header; 0 when it is none. */
export function decodeHeader(bytes: Uint8Array): number {
  if (bytes.length < headerBytes || magic.some((byte, index) => bytes[index] !== byte)) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint32(16, true) !== crc32(bytes.subarray(0, 16))) return 0;
  return Number(view.getBigUint64(8, true));
}

/** A payload with its head. */
export function encodeFrame(payload: Uint8Array): Uint8Array {
  if (payload.length > maxPayloadBytes) {
    throw new RangeError(`Cannot log ${payload.length} bytes at once: at most ${maxPayloadBytes}`);
  }
  const bytes = new Uint8Array(frameHeadBytes + payload.length);
  const view = new DataView(bytes.buffer);
  bytes.set(payload, frameHeadBytes);
  view.setUint32(0, payload.length, true);
  view.setUint32(4, frameSum(bytes.subarray(0, 4), payload), true);
  return bytes;
}

/** The length of the payload that a head announces; undefined when no frame is as long. */
export function payloadLength(head: Uint8Array): number | undefined {
  const length = new DataView(head.buffer, head.byteOffset).getUint32(0, true);
  return length > maxPayloadBytes ? undefined : length;
}

/** Whether `payload` is what its head says. */
export function isWhole(head: Uint8Array, payload: Uint8Array): boolean {
  const sum = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
  return sum === frameSum(head.subarray(0, 4), payload);
}

function frameSum(length: Uint8Array, payload: Uint8Array): number {
  return crc32(payload, crc32(length));
}

const table: Uint32Array = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ ((value & 1) * 0xedb8_8320);
  return value;
});

/** The CRC-32 of ISO 3309; `before` is that of what comes before. */
export function crc32(bytes: Uint8Array, before: number = 0): number {
  let value = ~before;
  for (let index = 0; index < bytes.length; index += 1) {
    value = (value >>> 8) ^ (table[(value ^ (bytes[index] ?? 0)) & 0xff] ?? 0);
  }
  return ~value >>> 0;
}
