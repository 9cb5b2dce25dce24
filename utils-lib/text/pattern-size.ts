/** Guesses how large the program of a regular expression would be, without compiling it. */

/** A repetition with counts; the greater one says how often its operand is written out. */
const counted = /\{(\d+)(?:,(\d*))?\}/y;

/** The counted repetition at `index`, if there is one: its length and its greatest count. */
export function countedRepetition(
  pattern: string,
  index: number,
): { readonly length: number; readonly times: number } | undefined {
  counted.lastIndex = index;
  const [text, least, most] = counted.exec(pattern) ?? [];
  if (text === undefined) return undefined;
  return { length: text.length, times: Math.max(Number(least), Number(most ?? least), 1) };
}

/**
 * About the number of instructions of `pattern` with counted repetitions written out. Exact
 * enough to tell a pattern of hundreds from one of millions; a pattern that is not well-formed
 * gets any number.
 */
export function estimateSize(pattern: string): number {
  // The size of each group that is open, the innermost last.
  const open: number[] = [];
  let size = 0;
  let operand = 0;
  const add = (amount: number): void => {
    size += amount;
    operand = amount;
  };
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "\\") {
      const end = escapeEnd(pattern, index);
      add(end - index);
      index = end;
    } else if (character === "[") {
      index = classEnd(pattern, index);
      add(1);
    } else if (character === "(") {
      open.push(size);
      size = 0;
      operand = 0;
    } else if (character === ")") {
      const inner = size + 2;
      size = open.pop() ?? 0;
      add(inner);
    } else if (character === "{") {
      const repetition = countedRepetition(pattern, index);
      if (repetition === undefined) add(1);
      else {
        size += operand * (repetition.times - 1);
        operand *= repetition.times;
        index += repetition.length - 1;
      }
    } else add(1);
  }
  return open.reduce((sum, outer) => sum + outer, size);
}

/** The index of the last character of the escape at `start`. */
export function escapeEnd(pattern: string, start: number): number {
  const letter = pattern.charAt(start + 1);
  if (letter === "Q") {
    const end = pattern.indexOf("\\E", start + 2);
    return end === -1 ? pattern.length - 1 : end + 1;
  }
  const isLong = /[pPx]/.test(letter) && pattern.charAt(start + 2) === "{";
  const end = isLong ? pattern.indexOf("}", start) : -1;
  return end === -1 ? start + 1 : end;
}

/** The index of the bracket that ends the character class at `start`. */
export function classEnd(pattern: string, start: number): number {
  let index = start + 1;
  if (pattern.charAt(index) === "^") index++;
  // A bracket that comes first is a member.
  if (pattern.charAt(index) === "]") index++;
  for (; index < pattern.length; index++) {
    const character = pattern.charAt(index);
    if (character === "]") return index;
    if (character === "\\") index = escapeEnd(pattern, index);
    else if (pattern.startsWith("[:", index)) {
      const end = pattern.indexOf(":]", index + 2);
      if (end !== -1) index = end + 1;
    }
  }
  return pattern.length - 1;
}
