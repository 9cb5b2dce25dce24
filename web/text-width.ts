/** How wide a text is in a terminal, as xterm.js counts without add-ons (Unicode 6). */

/** What takes two columns: the scripts of East Asia and their full-width forms. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/gu;
const marks = /\p{Mn}/gu;

/** The width of a text without control characters, in columns. */
export function widthOf(text: string): number {
  const characters = [...text].length;
  return characters + count(text, wide) - count(text, marks);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
