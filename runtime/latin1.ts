/** Bytes as text in which each character is one byte, to cross where only text can. */

/** A call takes no more arguments than this. */
const chunkBytes = 8_192;

/** The text whose characters are the bytes. */
export function toLatin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    parts.push(String.fromCharCode(...bytes.subarray(start, start + chunkBytes)));
  }
  return parts.join("");
}

/** The bytes that `text` stands for. Throws TypeError for a character that is no byte. */
export function latin1ToBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0xff) throw new TypeError("Cannot read bytes: a character is greater than 255");
    bytes[index] = code;
  }
  return bytes;
}
