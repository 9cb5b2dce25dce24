/** What `grep` writes of one file. */
import { cost } from "../../../utils-lib/index.ts";
import { type CommandCall, contentOf, linesOf } from "./command-call.ts";
import type { LineFinder } from "./line-finder.ts";
import type { GivenOptions } from "./options.ts";

/** One file, and how it is searched. */
export interface FileSearch {
  readonly finder: LineFinder;
  readonly options: GivenOptions;
  /** What lines are marked with; undefined for nothing. */
  readonly name: string | undefined;
  /** What the file is called when it is meant itself. */
  readonly plainName: string;
}

/** Searches one file and writes what is asked for. Answers whether it counts as found. */
export function showMatches(call: CommandCall, content: string, search: FileSearch): boolean {
  const { options, name, plainName } = search;
  const end = options.has("z") ? "\0" : "\n";
  const lines = matchingLines(call, content, end, search);
  if (options.has("L")) {
    if (lines.numbers.length === 0) call.writeText(`${plainName}\n`);
    return lines.numbers.length === 0;
  }
  const isFound = lines.numbers.length > 0;
  if (options.has("q")) return isFound;
  if (options.has("l")) {
    if (isFound) call.writeText(plainName + (options.has("Z") ? "\0" : "\n"));
    return isFound;
  }
  if (options.has("c")) {
    call.writeText(`${name === undefined ? "" : `${name}:`}${lines.numbers.length}\n`);
    return isFound;
  }
  const isBinary = content.includes("\0") && !options.has("a") && !options.has("z");
  if (isBinary) {
    if (isFound && !options.has("I")) call.writeText(`grep: ${plainName}: binary file matches\n`);
    return isFound && !options.has("I");
  }
  writeLines(call, lines, search, end);
  return isFound;
}

interface FoundLines {
  readonly all: readonly string[];
  /** Indexes of lines that match. */
  readonly numbers: readonly number[];
}

/** All lines are taken apart only when more than those that match are wanted. */
function matchingLines(
  call: CommandCall,
  content: string,
  end: string,
  { finder, options }: FileSearch,
): FoundLines {
  const isInverted = options.has("v");
  const most = Number(options.value("m") ?? Number.POSITIVE_INFINITY);
  const { literal, isLiteral } = finder;
  const numbers: number[] = [];
  if (literal !== "" && !isInverted && !content.includes(literal)) return { all: [], numbers };
  const all = linesOf(content, end);
  call.charge(all.length * cost.line);
  for (let index = 0; index < all.length && numbers.length < most; index += 1) {
    const line = all[index] ?? "";
    const mayMatch = literal === "" || line.includes(literal);
    const isMatch = mayMatch && (isLiteral || finder.test(line));
    if (isMatch !== isInverted) numbers.push(index);
  }
  return { all, numbers };
}

function writeLines(
  call: CommandCall,
  { all, numbers }: FoundLines,
  { finder, options, name }: FileSearch,
  end: string,
): void {
  const around = options.value("C");
  const before = Number(options.value("B") ?? around ?? 0);
  const after = Number(options.value("A") ?? around ?? 0);
  const offsets = options.has("b") ? offsetsOf(all) : undefined;
  const hasNumbers = options.has("n");
  const nameEnd = options.has("Z") ? "\0" : undefined;
  const label = contentOf(name ?? "");
  const start = (index: number, mark: string): string =>
    (name === undefined ? "" : label + (nameEnd ?? mark)) +
    (hasNumbers ? `${index + 1}${mark}` : "") +
    (offsets === undefined ? "" : `${offsets[index]}${mark}`);
  if (options.has("o")) {
    if (options.has("v")) return;
    for (const index of numbers) {
      for (const part of finder.matches(all[index] ?? ""))
        call.write(start(index, ":") + part + end);
    }
    return;
  }
  if (before + after === 0) {
    const pieces = numbers.map((index) => start(index, ":") + (all[index] ?? "") + end);
    call.write(pieces.join(""));
    return;
  }
  const matched = new Set(numbers);
  let next = 0;
  let written = "";
  for (const index of numbers) {
    const from = Math.max(next, index - before);
    const isApart = next > 0 && from > next;
    if (isApart && !options.has("8")) written += "--\n";
    const to = Math.min(all.length, index + after + 1);
    for (let line = from; line < to; line += 1) {
      if (line > index && matched.has(line)) break;
      written += start(line, matched.has(line) ? ":" : "-") + all[line] + end;
      next = line + 1;
    }
  }
  call.write(written);
}

function offsetsOf(lines: readonly string[]): readonly number[] {
  let offset = 0;
  return lines.map((line) => {
    const start = offset;
    offset += line.length + 1;
    return start;
  });
}
