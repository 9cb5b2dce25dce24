/** What bash says of scripts that cannot be read. */

/** The most that is shown of the line where it stands, in characters. */
const maxShown = 256;

/** The text for what reading `script` threw, which calls itself `name`. */
export function syntaxErrorText(error: Error, script: string, name: string): string {
  const message = error.message.replace(/^(?:Parse error at \d+:\d+|line \d+): /, "");
  const lines = script.replace(/\n$/, "").split("\n");
  const line = Math.max(1, Number(Reflect.get(error, "line")) || 1);
  const at = (number: number): string =>
    `${name}: ${/^(?:.*\/)?(?:ba|da)?sh$/.test(name) ? "-c: " : ""}line ${number}: `;
  const [, missing] = /unexpected EOF while looking for matching [`'](.+)'$/.exec(message) ?? [];
  if (missing !== undefined) {
    return `${at(line)}unexpected EOF while looking for matching \`${missing}'\n`;
  }
  const token = tokenOf(error);
  if (token?.type === "EOF" || message.includes("unexpected end of file")) {
    return `${at(lines.length + 1)}syntax error: unexpected end of file\n`;
  }
  const [, near] = /near unexpected token `(.*)'$/s.exec(message) ?? [];
  const unexpected = near ?? (/^Expected /.test(message) ? token?.value : undefined);
  if (unexpected === undefined) return `${at(line)}${message}\n`;
  const shown = unexpected === "\n" ? "newline" : unexpected;
  const text = (lines[line - 1] ?? "").slice(0, maxShown);
  return `${at(line)}syntax error near unexpected token \`${shown}'\n${at(line)}\`${text}'\n`;
}

function tokenOf(error: Error): { readonly type: string; readonly value: string } | undefined {
  const token: unknown = Reflect.get(error, "token");
  if (typeof token !== "object" || token === null) return undefined;
  return { type: String(Reflect.get(token, "type")), value: String(Reflect.get(token, "value")) };
}
