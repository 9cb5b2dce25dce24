/** The lines of a text as strings: one by which they are compared, one that is shown. */

/** Lines with their ends. */
export interface TextLines {
  /** Equal exactly when the bytes of the lines are. */
  readonly keys: readonly string[];
  /** Decoded as UTF-8; what is not UTF-8 is U+FFFD. */
  readonly shown: readonly string[];
}

/** Splits UTF-8 text after each newline. */
export function splitLines(bytes: Uint8Array): TextLines {
  try {
    const lines = split(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return { keys: lines, shown: lines };
  } catch {
    // Every byte is one character in this encoding, and different bytes are different ones.
    const keys = split(new TextDecoder("windows-1252").decode(bytes));
    return { keys, shown: split(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)) };
  }
}

function split(text: string): string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length; ) {
    const next = text.indexOf("\n", start);
    const end = next === -1 ? text.length : next + 1;
    lines.push(text.slice(start, end));
    start = end;
  }
  return lines;
}
