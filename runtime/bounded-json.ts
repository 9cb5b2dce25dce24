/** JSON that a guest sends: looked over before it is parsed, because a little text can make a lot of objects. */

/** The most values that a text may hold: some 100 MB in the host at worst. */
export const maxRequestValues: number = 1_000_000;

/** How deep a text may nest. What takes the data allows less. */
export const maxRequestDepth: number = 1_000;

/** The most bytes of one request, and of an answer that crosses in a frame. */
export const maxRequestBytes: number = 16 * 2 ** 20;

/**
 * Parses `text`.
 *
 * @throws SyntaxError when it is no JSON; RangeError, whose message begins with "it", when it nests
 * deeper than {@link maxRequestDepth} or holds more than {@link maxRequestValues}.
 */
export function parseBoundedJson(text: string): unknown {
  let depth = 0;
  let values = 1;
  for (let index = 0; index < text.length; index++) {
    switch (text.charCodeAt(index)) {
      case quote:
        index = stringEnd(text, index);
        break;
      case openBracket:
      case openBrace:
        values++;
        if (++depth > maxRequestDepth) {
          throw new RangeError(`it nests deeper than ${maxRequestDepth}`);
        }
        break;
      case closeBracket:
      case closeBrace:
        depth--;
        break;
      case comma:
        values++;
        break;
    }
    if (values > maxRequestValues) {
      throw new RangeError(`it holds more than ${maxRequestValues} values`);
    }
  }
  return JSON.parse(text) as unknown;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** Where the string that begins at `start` ends, or the text. */
function stringEnd(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes++;
    if (escapes % 2 === 0) return end;
  }
  return text.length;
}
