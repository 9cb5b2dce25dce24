/** How bytes of UTF-8 text are written inside a JSON string. */

/** What each byte turns into: `undefined` for itself, else its escape as Python's `json.dumps` writes it. */
export const jsonEscapes: readonly (Uint8Array | undefined)[] = Array.from(
  { length: 256 },
  (_, byte) => {
    const character = String.fromCharCode(byte);
    if (byte >= 0x20 && character !== '"' && character !== "\\") return undefined;
    return new TextEncoder().encode(JSON.stringify(character).slice(1, -1));
  },
);

/** The longest escape, in bytes: `\u0000`. */
export const maxEscapeBytes = 6;
