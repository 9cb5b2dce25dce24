/** Bytes as base64 text (RFC 4648, with padding). */

/** In pieces, because a call takes only so many arguments. */
const pieceBytes = 24_576;

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  // A piece is a multiple of three bytes, so that only the last one is padded.
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    text += btoa(String.fromCharCode(...bytes.subarray(start, start + pieceBytes)));
  }
  return text;
}

/** Bytes of base64; `undefined` for any other text. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
