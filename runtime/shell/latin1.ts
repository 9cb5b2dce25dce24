/** Bytes as text in which each character stands for a byte: what passes through pipes. */

/** Characters that are made at once: engines limit how many arguments a call has. */
const blockCharacters = 8_192;

/** The characters of `bytes`. */
export function toLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += blockCharacters) {
    text += String.fromCharCode(...bytes.subarray(start, start + blockCharacters));
  }
  return text;
}

/** The bytes that `text` stands for. */
export function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
