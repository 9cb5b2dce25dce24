/** `diff`: how files differ. */
import { callUtility } from "../../../utils-lib/index.ts";
import { createFileSystem } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import { fromLatin1 } from "../latin1.ts";
import { type CommandCall, contentOf, type OwnCommand } from "./command-call.ts";
import { type GivenOptions, OptionProblem, readOptions } from "./options.ts";
import { longTimeText } from "./stat-text.ts";

/** The command. */
export const diff: OwnCommand = {
  name: "diff",
  help: "Usage: diff [-biqrsuwBN] [-U LINES] [--brief] FILE1 FILE2\nWrite how files, or directories, differ.",
  usageExitCode: 2,
  run(call) {
    const options = readOptions(call.args, {
      flags: "abBiNpqrsuwy",
      values: "UL",
      long: {
        unified: "u",
        brief: "q",
        recursive: "r",
        "report-identical-files": "s",
        "ignore-case": "i",
        "ignore-all-space": "w",
        "ignore-space-change": "b",
        "new-file": "N",
        label: "L",
        color: "a",
      },
    });
    const [left, right, extra] = options.operands;
    if (left === undefined || right === undefined) {
      throw new OptionProblem(`missing operand after '${left ?? "diff"}'`);
    }
    if (extra !== undefined) throw new OptionProblem(`extra operand '${extra}'`);
    const unreadable = [left, right].filter((name) => !isThere(call, name));
    for (const name of unreadable) call.complain(`${name}: No such file or directory`, 2);
    if (unreadable.length > 0) return 2;
    return compare(call, [left, right], options, "");
  },
};

type Pair = readonly [left: string, right: string];

function isThere(call: CommandCall, name: string): boolean {
  if (name === "-" || name.startsWith("/dev/fd/")) return true;
  return call.fs.exists(call.path(name));
}

function isDirectory(call: CommandCall, name: string): boolean {
  if (name === "-" || !call.fs.exists(call.path(name))) return false;
  return call.fs.stat(call.path(name)).type === "directory";
}

/** Compares two files or directories; the exit code is 1 when they differ. `heading` stands before what is written. */
function compare(
  call: CommandCall,
  [left, right]: Pair,
  options: GivenOptions,
  heading: string,
): number {
  const kinds = [isDirectory(call, left), isDirectory(call, right)];
  if (kinds[0] && kinds[1]) return compareDirectories(call, [left, right], options);
  // A file is compared with the one of its name in a directory.
  if (kinds[0])
    return compare(call, [`${left}/${right.split("/").pop()}`, right], options, heading);
  if (kinds[1]) return compare(call, [left, `${right}/${left.split("/").pop()}`], options, heading);
  let contents: Pair;
  try {
    contents = [call.read(left), call.read(right)];
  } catch (error) {
    call.complain(`${left}: ${errorText(error)}`, 2);
    return 2;
  }
  const [a, b] = contents.map((content) => normalize(content, options));
  if (a === b) {
    if (options.has("s")) call.writeText(`Files ${left} and ${right} are identical\n`);
    return 0;
  }
  if (options.has("q")) {
    call.writeText(`Files ${left} and ${right} differ\n`);
    return 1;
  }
  if (contents.some((content) => content.includes("\0"))) {
    call.writeText(`Binary files ${left} and ${right} differ\n`);
    return 1;
  }
  call.writeText(heading);
  const unified = options.value("U") ?? (options.has("u") ? "3" : undefined);
  const hunks = hunksOf(call, [a ?? "", b ?? ""], Number(unified ?? 0));
  if (unified === undefined) call.write(toNormal(hunks));
  else {
    const [first = nameLine(call, left), second = nameLine(call, right)] = options.values("L");
    call.write(`${contentOf(`--- ${first}\n+++ ${second}\n`)}${hunks}`);
  }
  return 1;
}

function nameLine(call: CommandCall, name: string): string {
  const isFile = name !== "-" && call.fs.exists(call.path(name));
  const timeNs = isFile ? call.fs.stat(call.path(name)).mtimeNs : call.kernel.clock.realtimeNs();
  return `${name}\t${longTimeText(timeNs)}`;
}

function normalize(content: string, options: GivenOptions): string {
  let text = content;
  if (options.has("i")) text = text.toLowerCase();
  if (options.has("w")) text = text.replace(/[ \t\r]+/g, "");
  else if (options.has("b")) text = text.replace(/[ \t\r]+/g, " ").replace(/ $/gm, "");
  return options.has("B") ? text.replace(/^\n/gm, "") : text;
}

/** The hunks of a unified comparison, without the names. */
function hunksOf(call: CommandCall, [a, b]: Pair, context: number): string {
  const fs = createFileSystem().sync;
  fs.writeFile("/a", fromLatin1(a));
  fs.writeFile("/b", fromLatin1(b));
  const place = { ...call.utilities(), fs, cwd: "/" };
  const text = contentOf(String(callUtility(place, "diff", ["/a", "/b", context])));
  return text.slice(text.indexOf("@@"));
}

/** The same without lines around, as commands of `ed`. */
function toNormal(hunks: string): string {
  return hunks.replace(
    /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@[^\n]*\n((?:[-+\\][^\n]*\n?)*)/gm,
    (
      _,
      start: string,
      count: string | undefined,
      from: string,
      length: string | undefined,
      body: string,
    ) => {
      const removed = Number(count ?? 1);
      const added = Number(length ?? 1);
      const command = removed === 0 ? "a" : added === 0 ? "d" : "c";
      const lines = body.split("\n").slice(0, -1);
      const firstAdded = lines.findIndex((line) => line.startsWith("+"));
      const shown = lines.map((line) => line.replace(/^-/, "< ").replace(/^\+/, "> "));
      if (command === "c") shown.splice(firstAdded, 0, "---");
      return `${rangeText(start, removed)}${command}${rangeText(from, added)}\n${shown.join("\n")}\n`;
    },
  );
}

function rangeText(start: string, count: number): string {
  return count > 1 ? `${start},${Number(start) + count - 1}` : start;
}

function compareDirectories(call: CommandCall, [left, right]: Pair, options: GivenOptions): number {
  const namesIn = (name: string) => call.fs.readdir(call.path(name)).map((entry) => entry.name);
  const [inLeft, inRight] = [new Set(namesIn(left)), new Set(namesIn(right))];
  let worst = 0;
  for (const name of [...new Set([...inLeft, ...inRight])].sort()) {
    const pair: Pair = [
      `${left.replace(/\/$/, "")}/${name}`,
      `${right.replace(/\/$/, "")}/${name}`,
    ];
    if (!inLeft.has(name) || !inRight.has(name)) {
      call.writeText(`Only in ${inLeft.has(name) ? left : right}: ${name}\n`);
      worst = Math.max(worst, 1);
    } else if (isDirectory(call, pair[0]) && isDirectory(call, pair[1])) {
      if (options.has("r")) worst = Math.max(worst, compareDirectories(call, pair, options));
      else call.writeText(`Common subdirectories: ${pair[0]} and ${pair[1]}\n`);
    } else {
      const words = call.args.filter((arg) => arg.startsWith("-")).join(" ");
      const heading = `diff ${words === "" ? "" : `${words} `}${pair[0]} ${pair[1]}\n`;
      worst = Math.max(worst, compare(call, pair, options, heading));
    }
  }
  return worst;
}
