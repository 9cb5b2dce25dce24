/** The words of `bc`. */

/** A word, a number, an operator, the end of a line or of all. */
export interface Token {
  readonly text: string;
  readonly kind: "number" | "name" | "string" | "operator" | "newline" | "end";
  readonly line: number;
}

const lexeme =
  /(?<space>[ \t\r]+|\\\n|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|#[^\n]*)|(?<newline>\n)|(?<number>(?:[0-9A-F]|\\\n)+\.?(?:[0-9A-F]|\\\n)*|\.[0-9A-F]+)|(?<name>[a-z][a-z0-9_]*)|(?<string>"[^"]*")|(?<operator>[-+*/%^]=|==|!=|<=|>=|&&|\|\||\+\+|--|[-+*/%^=<>!(){};,[\].])|(?<other>[\s\S])/g;

/** The tokens of `source`; what is none becomes an operator without a text. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (const { 0: text, groups = {} } of source.matchAll(lexeme)) {
    const kind = (["number", "name", "string", "operator", "newline"] as const).find(
      (each) => groups[each] !== undefined,
    );
    if (kind !== undefined) tokens.push({ text, kind, line });
    // What cannot be read must not be read over.
    else if (groups["other"] !== undefined) tokens.push({ text: "", kind: "operator", line });
    for (const character of text) if (character === "\n") line += 1;
  }
  tokens.push({ text: "", kind: "end", line });
  return tokens;
}
