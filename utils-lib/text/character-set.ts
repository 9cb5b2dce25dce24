/** Sets of characters as `tr` writes them: `a-z`, `[:digit:]`, `\n`. */
import { quote } from "../quote.ts";
import { UtilityError } from "../utility-error.ts";

/** The longest set, in characters after ranges and classes have been written out. */
export const maxSetSize: number = 65_536;

/** The code points of each class, which are those of ASCII. */
const classes: ReadonlyMap<string, string> = new Map([
  ["alnum", "0-9A-Za-z"],
  ["alpha", "A-Za-z"],
  ["blank", "\\t "],
  ["cntrl", "\\000-\\037\\177"],
  ["digit", "0-9"],
  ["graph", "!-~"],
  ["lower", "a-z"],
  ["print", " -~"],
  ["punct", "!-/:-@[-`{-~"],
  ["space", "\\t-\\r "],
  ["upper", "A-Z"],
  ["xdigit", "0-9A-Fa-f"],
]);

/** What a backslash makes of a letter. */
const escapes: ReadonlyMap<string, number> = new Map([
  ["a", 7],
  ["b", 8],
  ["t", 9],
  ["n", 10],
  ["v", 11],
  ["f", 12],
  ["r", 13],
]);

/** A class, or one character, perhaps written with a backslash. */
const part = /\[:(?<name>[a-z]+):\]|\\(?<octal>[0-7]{1,3})|\\(?<escaped>.)|(?<plain>.)/suy;

/**
 * The characters of `set` in order, as code points; doubles stay.
 *
 * @throws {UtilityError} `INVALID_PATTERN` for a range that falls, an unknown class and a set that
 * is too large.
 */
export function parseCharacterSet(set: string): readonly number[] {
  const points: number[] = [];
  let index = 0;
  const add = (from: number, to: number): void => {
    if (points.length + to - from >= maxSetSize) {
      throw invalid(set, `it must not have more than ${maxSetSize} characters`);
    }
    for (let point = from; point <= to; point++) if (!isSurrogate(point)) points.push(point);
  };
  /** The character or class at `index`, which moves behind it. */
  const next = (): number | string => {
    part.lastIndex = index;
    const found = part.exec(set);
    index += Math.max(1, found?.[0].length ?? 0);
    const { name, octal, escaped, plain } = found?.groups ?? {};
    if (name !== undefined) return name;
    if (octal !== undefined) return Number.parseInt(octal, 8);
    if (escaped !== undefined) return escapes.get(escaped) ?? escaped.codePointAt(0) ?? 0;
    // A backslash at the end stands for itself.
    return plain?.codePointAt(0) ?? 0x5c;
  };
  while (index < set.length) {
    const first = next();
    if (typeof first === "string") {
      const members = classes.get(first);
      if (members === undefined) throw invalid(set, `there is no class ${quote(first)}`);
      for (const point of parseCharacterSet(members)) add(point, point);
      continue;
    }
    if (!set.startsWith("-", index) || index + 1 === set.length) {
      add(first, first);
      continue;
    }
    index++;
    const last = next();
    if (typeof last === "string" || last < first) {
      throw invalid(set, "ranges must rise from one character to another");
    }
    add(first, last);
  }
  return points;
}

/** No text has these; what has them in a set means U+FFFD at best. */
function isSurrogate(point: number): boolean {
  return point >= 0xd800 && point <= 0xdfff;
}

function invalid(set: string, reason: string): UtilityError {
  return new UtilityError("INVALID_PATTERN", `Cannot use set ${quote(set)}: ${reason}`);
}
