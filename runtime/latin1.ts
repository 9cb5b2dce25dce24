/** Bytes as text in which each character is one byte, to cross where only text can. */

/** A call takes no more arguments than this. */
const chunkBytes = 8_192;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** The text whose characters are the bytes. */
export function toLatin1(bytes: Uint8Array): string {
  if (bytes.length > 16) {
    const text = decoder.decode(bytes);
    // No character of several bytes made it shorter, and none stands for what is wrong: it is ASCII.
    if (text.length === bytes.length && !text.includes("\ufffd")) return text;
  }
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    const chunk = bytes.subarray(start, start + chunkBytes);
    parts.push(Reflect.apply(String.fromCharCode, undefined, chunk));
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
