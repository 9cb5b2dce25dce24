/** The guest source that makes JavaScript of TypeScript: the package sucrase, and what it does not tell. */

/** Returns the function that transforms; loaded when a program first needs it. */
export const typeScriptSource: string = String.raw`
const { parseTypeScript, toJavaScript } = internals.load("typescript-package");

const fail = (message, path, line, column) => {
  const error = new SyntaxError(message);
  const stack = "SyntaxError: " + message + "\n    at " + path + ":" + line + ":" + column;
  Object.defineProperty(error, "stack", { value: stack, writable: true, configurable: true });
  internals.setOrigin(error, { file: path, line, column });
  throw error;
};

const failAt = (message, path, text, position) => {
  const lines = text.slice(0, position).split("\n");
  fail(message, path, lines.length, lines.at(-1).length + 1);
};

const values = new Set(["class", "const", "enum", "function", "let", "var"]);

/** Refuses namespaces that hold more than types: nothing would be left of them. */
const refuseNamespaces = (text, path, tokens) => {
  const word = (index) => text.slice(tokens[index]?.start, tokens[index]?.end);
  const isStart = (index) =>
    tokens[index].isType &&
    /^(?:namespace|module|global)$/.test(word(index)) &&
    /^(?:[\w$'"]|\{$)/.test(word(index + 1)) &&
    !/^[.:?|&=,<(]/.test(word(index - 1));
  for (let index = 0; index < tokens.length; index += 1) {
    if (!isStart(index)) continue;
    const isDeclared = index > 0 && word(index - 1) === "declare";
    const { start } = tokens[index];
    let depth = 0;
    for (index += 1; index < tokens.length; index += 1) {
      const each = word(index);
      if (each === "{") depth += 1;
      else if (each === "}") depth -= 1;
      if (depth === 0 && (each === "}" || each === ";")) break;
      if (depth > 0 && !isDeclared && values.has(each) && /^[\w$[{*]/.test(word(index + 1)))
        failAt("TypeScript namespaces with values are not supported, use a module", path, text, start);
    }
  }
};

return (text, path) => {
  let file;
  try {
    file = parseTypeScript(text);
  } catch (error) {
    if (error.loc === undefined) throw error;
    fail(error.message.replace(/ \(\d+:\d+\)$/, ""), path, error.loc.line, error.loc.column);
  }
  if (/\b(?:namespace|module)\b/.test(text)) refuseNamespaces(text, path, file.tokens);
  return toJavaScript(text, file);
};
`;
