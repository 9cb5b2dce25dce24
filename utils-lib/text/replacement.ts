/** What is put in the place of a match: text with references to groups, as Python's `re.sub` takes it. */
import { quote } from "../quote.ts";
import { UtilityError } from "../utility-error.ts";

/** The groups that a pattern has. */
export interface PatternGroups {
  readonly count: number;
  readonly names: ReadonlyMap<string, number>;
}

/** Texts and numbers of groups, one after another. */
export type Replacement = readonly (string | number)[];

/** What stands behind a backslash. */
const escapes =
  /\\(?:g<(?<reference>[^>]*)>|(?<octal>0[0-7]{0,2}|[0-3][0-7]{2})|(?<group>[1-9]\d?)|(?<letter>[a-zA-Z])|(?<other>.?))/gsu;

const letters: ReadonlyMap<string, string> = new Map([
  ["a", "\x07"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ["v", "\v"],
]);

/**
 * Takes a replacement apart: `\1`, `\g<1>` and `\g<name>` are groups, `\n` and the like, octal
 * numbers and `\\` characters; a backslash before anything else but a letter stands for itself.
 *
 * @throws {UtilityError} `INVALID_PATTERN` for a group that is not there and an unknown letter.
 */
export function parseReplacement(text: string, groups: PatternGroups): Replacement {
  const parts: (string | number)[] = [];
  let literal = "";
  let end = 0;
  for (const found of text.matchAll(escapes)) {
    literal += text.slice(end, found.index);
    end = found.index + found[0].length;
    const part = readEscape(text, found.groups ?? {}, groups);
    if (typeof part === "string") literal += part;
    else {
      if (literal !== "") parts.push(literal);
      parts.push(part);
      literal = "";
    }
  }
  literal += text.slice(end);
  if (literal !== "") parts.push(literal);
  return parts;
}

function readEscape(
  text: string,
  { reference, octal, group, letter, other }: Readonly<Record<string, string | undefined>>,
  groups: PatternGroups,
): string | number {
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
  if (letter !== undefined) {
    const character = letters.get(letter);
    if (character === undefined) throw invalid(text, `there is no escape ${quote(`\\${letter}`)}`);
    return character;
  }
  const name = reference ?? group;
  if (name === undefined) return other === "\\" ? "\\" : `\\${other ?? ""}`;
  const number = /^\d{1,9}$/.test(name) ? Number(name) : groups.names.get(name);
  if (number === undefined || number > groups.count) {
    throw invalid(text, `there is no group ${quote(name)}`);
  }
  return number;
}

function invalid(text: string, reason: string): UtilityError {
  return new UtilityError("INVALID_PATTERN", `Cannot use replacement ${quote(text)}: ${reason}`);
}
