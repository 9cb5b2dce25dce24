/** `wc`: lines, words, characters and bytes of files. */
import { cost } from "../../../utils-lib/index.ts";
import { type OwnCommand, textOf } from "./command-call.ts";
import { readOptions } from "./options.ts";

/** The command. */
export const wc: OwnCommand = {
  name: "wc",
  help: "Usage: wc [-clmwL] [FILE]...\nCount lines, words and bytes.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "clmwL",
      long: { bytes: "c", chars: "m", lines: "l", words: "w", "max-line-length": "L" },
    });
    const chosen = [..."lwmcL"].filter((letter) => options.has(letter));
    const letters = chosen.length === 0 ? ["l", "w", "c"] : chosen;
    const rows: (readonly [counts: readonly number[], name: string])[] = [];
    let largest = 0;
    call.eachFile(options.operands, (content, given) => {
      call.charge(content.length * cost.lineByte);
      rows.push([
        letters.map((letter) => countOf(content, letter)),
        options.operands.length === 0 ? "" : given,
      ]);
      largest += content.length;
    });
    const { length } = options.operands;
    if (length > 1) {
      const total = letters.map((letter, index) => {
        const counts = rows.map(([row]) => row[index] ?? 0);
        return letter === "L"
          ? Math.max(0, ...counts)
          : counts.reduce((sum, count) => sum + count, 0);
      });
      rows.push([total, "total"]);
    }
    // GNU's columns are as wide as the size of all files; of a pipe nobody knows it.
    const isStream = length === 0 || options.operands.includes("-");
    const isSingle = letters.length === 1 && length <= 1;
    const width = isSingle ? 1 : Math.max(isStream ? 7 : 1, String(largest).length);
    for (const [counts, name] of rows) {
      const shown = counts.map((count) => String(count).padStart(width)).join(" ");
      call.writeText(`${shown}${name === "" ? "" : ` ${name}`}\n`);
    }
    return undefined;
  },
};

function countOf(content: string, letter: string): number {
  switch (letter) {
    case "l":
      return countLines(content);
    case "w":
      return countWords(content);
    case "m":
      return [...textOf(content)].length;
    case "L":
      return textOf(content)
        .split("\n")
        .reduce((longest, line) => Math.max(longest, [...line].length), 0);
    default:
      return content.length;
  }
}

function countLines(content: string): number {
  let count = 0;
  for (let at = content.indexOf("\n"); at >= 0; at = content.indexOf("\n", at + 1)) count += 1;
  return count;
}

function countWords(content: string): number {
  let count = 0;
  let wasBlank = true;
  for (let at = 0; at < content.length; at += 1) {
    const code = content.charCodeAt(at);
    const isBlank = code === 32 || (code >= 9 && code <= 13);
    if (wasBlank && !isBlank) count += 1;
    wasBlank = isBlank;
  }
  return count;
}
