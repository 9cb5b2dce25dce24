/** `paste`: lines of files side by side. */
import { cost } from "../../../utils-lib/index.ts";
import { contentOf, linesOf, type OwnCommand } from "./command-call.ts";
import { readOptions } from "./options.ts";

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", "\\": "\\", "0": "" };

/** The command. */
export const paste: OwnCommand = {
  name: "paste",
  help: "Usage: paste [-s] [-d LIST] [FILE]...\nWrite the lines of files side by side.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "sz",
      values: "d",
      long: { serial: "s", delimiters: "d" },
    });
    const delimiters = delimitersOf(options.value("d") ?? "\t");
    const delimiterAt = (index: number): string => delimiters[index % delimiters.length] ?? "";
    const { operands } = options;
    const given = operands.length === 0 ? ["-"] : operands;
    const columns: string[][] = [];
    // Several `-` take turns at the lines of stdin.
    const streams = given.filter((name) => name === "-").length;
    let stream = 0;
    call.eachFile(given, (content, name) => {
      call.charge(content.length * cost.lineByte);
      const lines = linesOf(content);
      if (name !== "-" || streams === 1 || options.has("s")) columns.push(lines);
      else {
        const turn = stream;
        columns.push(lines.filter((_, index) => index % streams === turn));
        stream += 1;
      }
    });
    const join = (items: readonly string[]): string =>
      items.reduce(
        (line, item, index) => (index === 0 ? item : line + delimiterAt(index - 1) + item),
        "",
      );
    if (options.has("s")) {
      for (const lines of columns) call.write(`${join(lines)}\n`);
      return undefined;
    }
    const rows = Math.max(0, ...columns.map(({ length }) => length));
    let written = "";
    for (let row = 0; row < rows; row += 1) {
      written += `${join(columns.map((lines) => lines[row] ?? ""))}\n`;
    }
    call.write(written);
    return undefined;
  },
};

function delimitersOf(list: string): readonly string[] {
  const found: string[] = [];
  for (const [text] of list.matchAll(/\\.|[^\\]|\\$/gsu)) {
    const escaped = text.startsWith("\\") ? escapes[text.slice(1)] : undefined;
    found.push(contentOf(escaped ?? text));
  }
  return found.length === 0 ? [""] : found;
}
