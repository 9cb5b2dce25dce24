/** Finds the matches of a regular expression in a text one after another, and counts what that takes. */
import type { RE2JS } from "re2js";

/** Where the groups of a match begin and end, two numbers for each, the match itself first; -1 = not taken part. */
export type MatchGroups = readonly number[];

/** A search through one text at a time. */
export interface MatchFinder {
  /** Takes the next text. */
  open(text: string): void;
  /** The first match at or after `from`. */
  find(from: number): MatchGroups | undefined;
  /** How many characters the last `find` has looked at at most. */
  readonly looked: number;
}

/** The price of skipping a character by the engine's own search, as a part of trying it. */
const searchedShare = 1 / 8;

/** A finder for a compiled expression. */
export function createMatchFinder(regex: RE2JS): MatchFinder {
  const engine = regex.re2();
  const input = new CountingInput();
  const unanchored = 0;
  const slots = 2 * (engine.numberOfCapturingGroups() + 1);
  let looked = 0;
  return {
    open: (text) => input.open(text),
    find(from) {
      input.startCounting(from);
      const groups: unknown = engine.executeEngine(input, from, unanchored, slots);
      looked = input.looked();
      return Array.isArray(groups) ? groups : undefined;
    },
    get looked() {
      return looked;
    },
  };
}

/** A text as the engine reads it. The engine may read far beyond the end of a match to find it. */
class CountingInput {
  #text = "";
  #from = 0;
  #furthest = 0;
  #searched = 0;

  open(text: string): void {
    this.#text = text;
  }

  startCounting(from: number): void {
    this.#from = from;
    this.#furthest = from;
    this.#searched = 0;
  }

  looked(): number {
    return this.#furthest - this.#from + 1 + Math.ceil(this.#searched * searchedShare);
  }

  endPos(): number {
    return this.#text.length;
  }

  canCheckPrefix(): boolean {
    return true;
  }

  prefixLength({ prefix }: { readonly prefix: string }): number {
    return prefix.length;
  }

  /** The code point at `position` times eight, and how long it is; -8 at the end. */
  step(position: number): number {
    if (position > this.#furthest) this.#furthest = position;
    const point = this.#text.codePointAt(position);
    if (point === undefined) return -8;
    return (point << 3) | (point > 0xffff ? 2 : 1);
  }

  /** The distance from `position` to the text with which every match begins, or -1. */
  index({ prefix }: { readonly prefix: string }, position: number): number {
    const found = this.#search(prefix, position);
    return found === -1 ? -1 : found - position;
  }

  /** Which of the engine's conditions hold between two characters. */
  context(position: number): number {
    const before = position > 0 ? this.#text.charCodeAt(position - 1) : -1;
    const after = position < this.#text.length ? this.#text.charCodeAt(position) : -1;
    let conditions = 0;
    if (before === -1) conditions |= beginText | beginLine;
    if (before === newline) conditions |= beginLine;
    if (after === -1) conditions |= endText | endLine;
    if (after === newline) conditions |= endLine;
    return conditions | (isWord(before) === isWord(after) ? noWordBoundary : wordBoundary);
  }

  /** Whether text that every match contains is still to come. */
  hasString({ str }: { readonly str: string }, position: number): boolean {
    return this.#search(str, position) !== -1;
  }

  /** The same of one of several texts. None is looked for beyond the end of the next match, so this needs no counting. */
  hasAnyString(
    automaton: { automaton16(): { searchUTF16(text: string, from: number, to: number): boolean } },
    position: number,
  ): boolean {
    return automaton.automaton16().searchUTF16(this.#text, position, this.#text.length);
  }

  #search(wanted: string, position: number): number {
    const found = this.#text.indexOf(wanted, position);
    this.#searched += (found === -1 ? this.#text.length : found) - position;
    return found;
  }
}

const newline = 0x0a;
const beginLine = 1;
const endLine = 2;
const beginText = 4;
const endText = 8;
const wordBoundary = 16;
const noWordBoundary = 32;

function isWord(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x5f
  );
}
