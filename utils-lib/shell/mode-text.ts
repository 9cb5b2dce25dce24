/** Permissions as `chmod` takes them: `755`, `+x`, `u=rw,go-w`. */

/** Gives the new permission bits of something that has `mode` and is a directory or not. */
export type ModeChange = (mode: number, isDirectory: boolean) => number;

/** Bits that a change without `u`, `g`, `o` or `a` leaves alone, as with the usual umask. */
const umask = 0o022;

const whoBits: Readonly<Record<string, number>> = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const permissionBits: Readonly<Record<string, number>> = {
  r: 0o444,
  w: 0o222,
  x: 0o111,
  s: 0o6000,
  t: 0o1000,
};
const clause = /^([ugoa]*)([-+=])([rwxXst]*)$/;

/** Understands `text`, or gives nothing. */
export function parseMode(text: string): ModeChange | undefined {
  if (/^[0-7]{1,4}$/.test(text)) {
    const bits = Number.parseInt(text, 8);
    return () => bits;
  }
  // The longest that says something new has a few dozen characters.
  if (text.length > 100) return undefined;
  const changes: ModeChange[] = [];
  for (const part of text.split(",")) {
    const [, who, operator, letters] = clause.exec(part) ?? [];
    if (who === undefined || operator === undefined || letters === undefined) return undefined;
    changes.push(clauseChange(who, operator, letters));
  }
  return (mode, isDirectory) =>
    changes.reduce((bits, change) => change(bits, isDirectory), mode & 0o7777);
}

function clauseChange(who: string, operator: string, letters: string): ModeChange {
  const mask = who === "" ? 0o7777 & ~umask : sum(who, whoBits);
  return (mode, isDirectory) => {
    // X is x for directories and for what somebody may execute already.
    const execute = letters.includes("X") && (isDirectory || (mode & 0o111) !== 0) ? 0o111 : 0;
    const bits = (sum(letters, permissionBits) | execute) & mask;
    if (operator === "+") return mode | bits;
    if (operator === "-") return mode & ~bits;
    return (mode & ~(who === "" ? 0o7777 : mask)) | bits;
  };
}

function sum(letters: string, table: Readonly<Record<string, number>>): number {
  return [...letters].reduce((bits, letter) => bits | (table[letter] ?? 0), 0);
}
