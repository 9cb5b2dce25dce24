/** Static imports in steps of sessions: a step is a script, in which they become dynamic ones. */

/** Whether `source` may have one; cheap, and wrong only for text that looks like one. */
export function mayImport(source: string): boolean {
  return /\bimport\s*[\w$*{"']/.test(source);
}

const statement =
  /import\b\s*(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)\s*|\{([^{}]*)\}\s*)?(?:from\s*)?("[^"\n]*"|'[^'\n]*')(?:\s*with\s*(\{[^{}]*\}))?[ \t]*;?/y;

/**
 * `source` with the import at a place of a syntax error made dynamic, on the same lines; undefined
 * when there is none. `line` and `column` count from 1; the place may be anywhere in the first
 * words of the import.
 */
export function replaceImport(source: string, line: number, column: number): string | undefined {
  let lineStart = 0;
  for (let left = line; left > 1; left -= 1) {
    lineStart = source.indexOf("\n", lineStart) + 1;
    if (lineStart === 0) return undefined;
  }
  const start = source.lastIndexOf("import", lineStart + column - 1);
  if (start < 0) return undefined;
  statement.lastIndex = start;
  const found = statement.exec(source);
  if (found === null) return undefined;
  const [text, name, space, names, specifier = "", attributes] = found;
  const call =
    attributes === undefined
      ? `await import(${specifier})`
      : `await import(${specifier}, { with: ${attributes} })`;
  const lines = "\n".repeat(text.split("\n").length - 1);
  return `${source.slice(0, start)}${declare(call, name, space, names)};${lines}${source.slice(start + text.length)}`;
}

/** `var`, so that a later step can import the same again. */
function declare(call: string, name?: string, space?: string, names?: string): string {
  if (space !== undefined) {
    const rest = name === undefined ? "" : `, ${name} = ${space}.default`;
    return `var ${space} = ${call}${rest}`;
  }
  const parts = (names ?? "")
    .split(",")
    .map((part) => part.trim().replace(/\s+as\s+/, ": "))
    .filter((part) => part !== "");
  if (name !== undefined) parts.unshift(`default: ${name}`);
  return parts.length === 0 ? call : `var { ${parts.join(", ")} } = ${call}`;
}
