/** UTF-8 that an engine can take without a doubt. */

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenientDecoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

/** UTF-8 in which every broken sequence is U+FFFD; `bytes` itself when nothing is broken. */
export function toWellFormedUtf8(bytes: Uint8Array): Uint8Array {
  try {
    strictDecoder.decode(bytes);
    return bytes;
  } catch {
    return encoder.encode(lenientDecoder.decode(bytes));
  }
}
