/** POSIX regular expressions, basic and extended, as the engine has them. */

/** The kinds of pattern that `grep` takes. */
export type PatternKind = "basic" | "extended" | "perl" | "fixed";

/** Characters that are operators of the engine. */
const operators = /[\\^$.|?*+()[\]{}]/;

/** Writes `pattern` as the engine reads it. */
export function translatePattern(pattern: string, kind: PatternKind): string {
  if (kind === "fixed") return [...pattern].map(escaped).join("");
  if (kind === "perl") return pattern;
  return translate(pattern, kind === "basic");
}

function translate(pattern: string, isBasic: boolean): string {
  let result = "";
  /** Whether nothing stands here yet that could be repeated. */
  let isStart = true;
  for (let index = 0; index < pattern.length; ) {
    const rest = pattern.slice(index);
    const bracket = readBracket(rest);
    if (bracket !== undefined) {
      result += bracket.text;
      index += bracket.length;
      isStart = false;
      continue;
    }
    const isEscaped = rest.startsWith("\\") && rest.length > 1;
    const [character = ""] = isEscaped ? rest.slice(1) : rest;
    const length = character.length + (isEscaped ? 1 : 0);
    index += length;
    const isOperator = isBasic ? "(){}|+?".includes(character) && isEscaped : !isEscaped;
    if (isEscaped && "<>".includes(character)) result += "\\b";
    else if (isEscaped && "`'".includes(character)) result += character === "`" ? "\\A" : "\\z";
    else if (isEscaped && /[wWsSbB]/.test(character)) result += `\\${character}`;
    else if (isEscaped && /[1-9]/.test(character)) result += `\\${character}`;
    else if ("()|".includes(character) && isOperator) {
      result += character;
      isStart = character !== ")";
      continue;
    } else if ("+?".includes(character) && isOperator)
      result += isStart ? escaped(character) : character;
    else if (character === "{" && isOperator) {
      const [counts] =
        (isBasic ? /^\d*,?\d*\\\}/ : /^\d+(?:,\d*)?\}|^,\d+\}/).exec(pattern.slice(index)) ?? [];
      if (counts === undefined || isStart) result += "\\{";
      else {
        const bounds = counts.replace(/\\?\}$/, "");
        result += `{${bounds.startsWith(",") ? `0${bounds}` : bounds}}`;
        index += counts.length;
        continue;
      }
    } else if (character === "*" && !isEscaped) result += isStart ? "\\*" : "*";
    else if (character === "." && !isEscaped) result += ".";
    else if (character === "^" && !isEscaped && (isStart || !isBasic)) {
      result += "^";
      continue;
    } else if (character === "$" && !isEscaped && (!isBasic || isEnd(pattern.slice(index)))) {
      result += "$";
    } else if (character === "[" && !isEscaped) {
      // Without an end it is refused.
      result += "[";
    } else result += escaped(character);
    isStart = false;
  }
  return result;
}

/** Whether a basic pattern, or a part of it, ends here. */
function isEnd(rest: string): boolean {
  return rest === "" || rest.startsWith("\\)") || rest.startsWith("\\|");
}

/** The bracket expression at the beginning of `rest`: in POSIX a backslash in it is one. */
function readBracket(rest: string): { readonly text: string; readonly length: number } | undefined {
  const match = /^\[(\^?)(\]?(?:\[[:.=][^\]]*[:.=]\]|[^\]])*)\]/.exec(rest);
  if (match === null) return undefined;
  const [whole, caret = "", members = ""] = match;
  const written = members.replace(/\[:[a-z]+:\]|\[[.=](.)[.=]\]|[\s\S]/g, (part, single) => {
    if (part.startsWith("[:")) return part;
    const character: string = typeof single === "string" ? single : part;
    return /[\\[\]^&~]/.test(character) ? `\\${character}` : character;
  });
  return { text: `[${caret}${written}]`, length: whole.length };
}

function escaped(character: string): string {
  return operators.test(character) ? `\\${character}` : character;
}
