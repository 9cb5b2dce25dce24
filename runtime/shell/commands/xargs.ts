/** `xargs`: command lines from what stdin lists. */
import { linesOf, type OwnCommand, textOf } from "./command-call.ts";
import { OptionProblem, readOptions } from "./options.ts";

/** As many bytes of arguments go into one command line. */
const maxLineBytes = 128 * 1024;

/** The command. */
export const xargs: OwnCommand = {
  name: "xargs",
  help: "Usage: xargs [-0rtx] [-a FILE] [-d DELIMITER] [-I TEXT] [-L LINES] [-n WORDS] [-P N] [-s SIZE] [COMMAND [ARGUMENT]...]\nRun a command with arguments from standard input.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "0rtxp",
      values: "adIiLlnPsE",
      long: {
        null: "0",
        "arg-file": "a",
        delimiter: "d",
        replace: "I",
        "max-lines": "L",
        "max-args": "n",
        "max-procs": "P",
        "no-run-if-empty": "r",
        "max-chars": "s",
        verbose: "t",
      },
      stopsAtOperand: true,
    });
    const command = options.operands.length === 0 ? ["echo"] : options.operands;
    const file = options.value("a");
    const input = textOf(file === undefined ? call.stdin : call.read(file));
    const place = options.value("I") ?? options.value("i");
    const lineCount = options.value("L") ?? options.value("l");
    const words = readWords(input, {
      delimiter: options.has("0") ? "\0" : delimiterOf(options.value("d")),
      byLine: place !== undefined,
    });
    const most = Number(options.value("n") ?? Number.POSITIVE_INFINITY);
    const batches =
      place !== undefined
        ? words.map((word) => [word])
        : lineCount !== undefined
          ? linesInGroups(input, Number(lineCount))
          : inGroups(words, most);
    if (batches.length === 0 && place === undefined && !options.has("r")) batches.push([]);
    let worst = 0;
    for (const batch of batches) {
      const argv =
        place === undefined
          ? [...command, ...batch]
          : command.map((word) => word.replaceAll(place, batch[0] ?? ""));
      if (options.has("t")) call.complain(argv.join(" "), worst);
      const { exitCode } = call.run(argv);
      if (exitCode === 126 || exitCode === 127) return exitCode;
      if (exitCode === 255) return 124;
      if (exitCode !== 0) worst = 123;
    }
    return worst;
  },
};

function delimiterOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const escapes: Readonly<Record<string, string>> = { "\\n": "\n", "\\t": "\t", "\\0": "\0" };
  return escapes[text] ?? text.slice(0, 1);
}

function readWords(
  input: string,
  { delimiter, byLine }: { readonly delimiter: string | undefined; readonly byLine: boolean },
): string[] {
  if (delimiter !== undefined) return linesOf(input, delimiter);
  if (byLine) {
    return linesOf(input)
      .map((line) => unquote(line.replace(/^[ \t]+/, "")))
      .filter((line) => line !== "");
  }
  return splitWords(input);
}

/** Words, as quotes and backslashes hold them together. */
function splitWords(input: string): string[] {
  const words: string[] = [];
  const word = /(?:[^\s'"\\]|\\[\s\S]|'[^'\n]*'|"[^"\n]*")+|['"]/g;
  for (const [text] of input.matchAll(word)) {
    if (text === "'" || text === '"') {
      const kind = text === "'" ? "single" : "double";
      throw new OptionProblem(
        `unmatched ${kind} quote; by default quotes are special to xargs unless you use the -0 option`,
      );
    }
    words.push(unquote(text));
  }
  return words;
}

function unquote(text: string): string {
  return text.replace(/'([^'\n]*)'|"([^"\n]*)"|\\([\s\S])/g, (_, single, double, escaped) =>
    String(single ?? double ?? escaped),
  );
}

function inGroups(words: readonly string[], most: number): string[][] {
  const groups: string[][] = [];
  let group: string[] = [];
  let bytes = 0;
  for (const word of words) {
    if (group.length >= most || bytes + word.length > maxLineBytes) {
      groups.push(group);
      group = [];
      bytes = 0;
    }
    group.push(word);
    bytes += word.length + 1;
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

function linesInGroups(input: string, count: number): string[][] {
  const lines = linesOf(input).filter((line) => line.trim() !== "");
  const groups: string[][] = [];
  for (let start = 0; start < lines.length; start += count) {
    groups.push(lines.slice(start, start + count).flatMap(splitWords));
  }
  return groups;
}
