/** Base64 of text in which each character stands for a byte. */

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The Base64 of `content`, in one line. */
export function encodeBase64(content: string): string {
  const parts: string[] = [];
  for (let index = 0; index < content.length; index += 3) {
    const [a, b, c] = [0, 1, 2].map((offset) => content.charCodeAt(index + offset) & 0xff);
    const bits = ((a ?? 0) << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const left = content.length - index;
    parts.push(digit(bits >> 18) + digit(bits >> 12));
    parts.push((left > 1 ? digit(bits >> 6) : "=") + (left > 2 ? digit(bits) : "="));
  }
  return parts.join("");
}

/** What Base64 stands for; blanks and padding are passed over. Throws TypeError for anything else. */
export function decodeBase64(text: string): string {
  const parts: string[] = [];
  let bits = 0;
  let count = 0;
  for (const character of text.replace(/[\s=]/g, "")) {
    const value = digits.indexOf(character);
    if (value < 0) throw new TypeError("Invalid character");
    bits = ((bits << 6) | value) & 0xffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    parts.push(String.fromCharCode((bits >> count) & 0xff));
  }
  return parts.join("");
}

function digit(bits: number): string {
  return digits[bits & 63] ?? "";
}
