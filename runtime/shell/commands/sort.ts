/** `sort`: lines in order. */
import { cost } from "../../../utils-lib/index.ts";
import { errorText } from "../error-text.ts";
import { fromLatin1 } from "../latin1.ts";
import { contentOf, linesOf, type OwnCommand } from "./command-call.ts";
import { type GivenOptions, OptionProblem, readOptions } from "./options.ts";
import { compareHuman, compareMonths, compareNumbers, compareVersions } from "./sort-orders.ts";

/** Compares two lines, below zero when the first comes first. */
type Comparison = (a: string, b: string) => number;

const orderLetters = "bdfghiMnRrV";

/** The command. */
export const sort: OwnCommand = {
  name: "sort",
  help: "Usage: sort [-bcdfghimMnrRsuVz] [-k KEY]... [-t SEPARATOR] [-o FILE] [FILE]...\nWrite all lines in order.",
  usageExitCode: 2,
  run(call) {
    const options = readOptions(call.args, {
      flags: `${orderLetters}cCmsuz`,
      values: "koStT",
      long: {
        key: "k",
        "field-separator": "t",
        output: "o",
        reverse: "r",
        "numeric-sort": "n",
        "general-numeric-sort": "g",
        "human-numeric-sort": "h",
        "version-sort": "V",
        "month-sort": "M",
        "random-sort": "R",
        "ignore-case": "f",
        "ignore-leading-blanks": "b",
        "dictionary-order": "d",
        unique: "u",
        stable: "s",
        check: "c",
        merge: "m",
        "zero-terminated": "z",
      },
    });
    const end = options.has("z") ? "\0" : "\n";
    const lines: string[] = [];
    let canRead = true;
    for (const given of options.operands.length === 0 ? ["-"] : options.operands) {
      try {
        for (const line of linesOf(call.read(given), end)) lines.push(line);
      } catch (error) {
        call.complain(`cannot read: ${given}: ${errorText(error)}`, 2);
        canRead = false;
      }
    }
    if (!canRead) return undefined;
    const bytes = lines.reduce((total, { length }) => total + length, 0);
    const rounds = Math.max(1, Math.ceil(Math.log2(Math.max(2, lines.length))));
    call.charge(bytes * cost.sortedByte + lines.length * rounds * cost.compareStep);
    const byKeys = readComparison(options);
    const isWhole = !options.has("s") && !options.has("u");
    const isReversed = options.has("r");
    const compare: Comparison = (a, b) => {
      const order = byKeys(a, b);
      if (order !== 0 || !isWhole) return order;
      return isReversed ? compareBytes(b, a) : compareBytes(a, b);
    };
    if (options.has("c") || options.has("C")) return checkOrder(lines, compare, options, call);
    const isPlain = byKeys === compareBytes && !isReversed;
    const sorted = isPlain ? sortPlainly(lines) : lines.toSorted(compare);
    const kept = options.has("u")
      ? sorted.filter((line, index) => index === 0 || byKeys(sorted[index - 1] ?? "", line) !== 0)
      : sorted;
    const written = kept.length === 0 ? "" : kept.join(end) + end;
    const output = options.value("o");
    if (output === undefined) call.write(written);
    else call.fs.writeFile(call.path(output), fromLatin1(written));
    return undefined;
  },
};

function checkOrder(
  lines: readonly string[],
  compare: Comparison,
  options: GivenOptions,
  call: Parameters<OwnCommand["run"]>[0],
): number {
  for (let index = 1; index < lines.length; index += 1) {
    const order = compare(lines[index - 1] ?? "", lines[index] ?? "");
    if (order < 0 || (order === 0 && !options.has("u"))) continue;
    if (options.has("c")) {
      call.complain(`${options.operands[0] ?? "-"}:${index + 1}: disorder: ${lines[index]}`);
    }
    return 1;
  }
  return 0;
}

/** One key: where it begins and ends, from 1; an end of 0 characters is the field's. */
interface Key {
  readonly field: number;
  readonly character: number;
  readonly endField: number;
  readonly endCharacter: number;
  readonly letters: string;
}

function readComparison(options: GivenOptions): Comparison {
  const separator = options.value("t");
  if (separator !== undefined && separator.length > 1 && separator !== "\\0") {
    throw new OptionProblem(`multi-character tab '${separator}'`);
  }
  const given = options.all
    .map(([letter]) => letter)
    .filter((letter) => orderLetters.includes(letter));
  const common = given.join("");
  const keys = options.values("k").map(parseKey);
  if (keys.length === 0) return orderOf(common);
  const content = separator === "\\0" ? "\0" : separator && contentOf(separator);
  const comparisons = keys.map((key): Comparison => {
    // A key without letters of its own has those that stand for all.
    const letters = key.letters === "" ? common : key.letters;
    const order = orderOf(letters);
    return (a, b) => order(partOf(a, key, content, letters), partOf(b, key, content, letters));
  });
  return (a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function parseKey(text: string): Key {
  const match = /^(\d+)(?:\.(\d+))?([a-zA-Z]*)(?:,(\d+)(?:\.(\d+))?([a-zA-Z]*))?$/.exec(text);
  if (match === null || match[1] === "0") throw new OptionProblem(`invalid key '${text}'`);
  const [, field, character, letters = "", endField, endCharacter, endLetters = ""] = match;
  return {
    field: Number(field),
    character: Number(character ?? 1),
    endField: Number(endField ?? Number.POSITIVE_INFINITY),
    endCharacter: Number(endCharacter ?? 0),
    letters: letters + endLetters,
  };
}

function partOf(line: string, key: Key, separator: string | undefined, letters: string): string {
  const starts = fieldStarts(line, separator);
  const start = starts[key.field - 1];
  if (start === undefined) return "";
  const skip = separator === undefined && letters.includes("b") ? blanksAt(line, start) : 0;
  const from = start + skip + key.character - 1;
  if (key.endField > starts.length) return line.slice(from);
  const endStart = starts[key.endField - 1] ?? line.length;
  const next = starts[key.endField] ?? line.length + (separator === undefined ? 0 : 1);
  const fieldEnd = separator === undefined ? next : next - 1;
  const to = key.endCharacter === 0 ? fieldEnd : Math.min(fieldEnd, endStart + key.endCharacter);
  return line.slice(from, Math.max(from, to));
}

/** Where each field begins; without a separator, a field begins with the blanks before it. */
function fieldStarts(line: string, separator: string | undefined): readonly number[] {
  const starts = [0];
  if (separator !== undefined) {
    for (let at = line.indexOf(separator); at >= 0; at = line.indexOf(separator, at + 1)) {
      starts.push(at + 1);
    }
    return starts;
  }
  for (let index = 1; index < line.length; index += 1) {
    if (isBlank(line, index) && !isBlank(line, index - 1)) starts.push(index);
  }
  return starts;
}

function isBlank(line: string, index: number): boolean {
  const code = line.charCodeAt(index);
  return code === 32 || code === 9;
}

function blanksAt(line: string, start: number): number {
  let end = start;
  while (isBlank(line, end)) end += 1;
  return end - start;
}

function orderOf(letters: string): Comparison {
  const compare = plainOrder(letters);
  return letters.includes("r") ? (a, b) => compare(b, a) : compare;
}

function plainOrder(letters: string): Comparison {
  if (letters.includes("n")) return compareNumbers;
  if (letters.includes("g"))
    return (a, b) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0);
  if (letters.includes("h")) return compareHuman;
  if (letters.includes("M")) return compareMonths;
  if (letters.includes("V")) return compareVersions;
  const fold = (text: string): string => {
    let folded = letters.includes("b") ? text.replace(/^[ \t]+/, "") : text;
    if (letters.includes("d")) folded = folded.replace(/[^A-Za-z0-9 \t]/g, "");
    return letters.includes("f") ? folded.replace(/[a-z]+/g, (part) => part.toUpperCase()) : folded;
  };
  return /[bdf]/.test(letters) ? (a, b) => compareBytes(fold(a), fold(b)) : compareBytes;
}

/** Many texts are full of the same lines: each kind is compared once. */
function sortPlainly(lines: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  if (counts.size > lines.length / 2) return lines.toSorted(compareBytes);
  return Array.from(counts.keys())
    .sort(compareBytes)
    .flatMap((line) => new Array<string>(counts.get(line) ?? 0).fill(line));
}

function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
