/** Text as the command `l` of `sed` shows it. */

/** Special characters by their names. */
export function visible(text: string): string {
  const names: Readonly<Record<string, string>> = {
    "\\": "\\\\",
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\b": "\\b",
    "\f": "\\f",
    "\v": "\\v",
    "\x07": "\\a",
  };
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    if (names[character] !== undefined) return names[character];
    return code < 32 || code === 127 ? `\\${code.toString(8).padStart(3, "0")}` : character;
  }).join("");
}
