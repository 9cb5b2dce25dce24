/** Finds what a decoder of UTF-8 only refuses. */

/** The offset of the first byte at which `bytes` stops being UTF-8; its length when it never does. */
export function firstInvalidByte(bytes: Uint8Array): number {
  let index = 0;
  while (index < bytes.length) {
    const lead = bytes[index] ?? 0;
    if (lead < 0x80) {
      index++;
      continue;
    }
    const following = followingBytes(lead);
    if (following === 0) return index;
    for (let step = 1; step <= following; step++) {
      const byte = bytes[index + step] ?? 0;
      const [least, most] = step === 1 ? secondByteRange(lead) : continuation;
      if (byte < least || byte > most) return index;
    }
    index += following + 1;
  }
  return bytes.length;
}

const continuation = [0x80, 0xbf] as const;

function followingBytes(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 1;
  if (lead >= 0xe0 && lead <= 0xef) return 2;
  return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
}

/** Table 3-7 of the Unicode standard: no overlong forms, no surrogates, nothing past U+10FFFF. */
function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  return lead === 0xf4 ? [0x80, 0x8f] : continuation;
}
