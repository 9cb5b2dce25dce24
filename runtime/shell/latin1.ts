/** Text in which each character stands for a byte, as it passes through pipes, as bytes. */

const encoder = new TextEncoder();

/** The bytes that `text` stands for; of a greater character, its last eight bits. */
export function fromLatin1(text: string): Uint8Array<ArrayBuffer> {
  if (text.length > 64) {
    const ascii = encoder.encode(text);
    // No character has become several bytes.
    if (ascii.length === text.length) return ascii;
  }
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}
