/** `grep`, `egrep` and `fgrep`: the lines that match. */
import { compileGlob, cost, UtilityError } from "../../../utils-lib/index.ts";
import { FsError } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import { type CommandCall, linesOf, type OwnCommand, textOf } from "./command-call.ts";
import { showMatches } from "./grep-output.ts";
import { createLineFinder, type LineFinder } from "./line-finder.ts";
import { type GivenOptions, OptionProblem, readOptions } from "./options.ts";
import type { PatternKind } from "./posix-pattern.ts";

const help = `Usage: grep [OPTION]... PATTERNS [FILE]...
Write the lines of files, or of standard input, that match.
  -E -F -G -P       extended, fixed, basic or Perl-like patterns
  -e PATTERNS -f FILE   patterns
  -i -v -w -x       ignore case, invert, whole words, whole lines
  -c -l -L -o -q    count, names of files with or without matches, matched parts, nothing
  -n -H -h -b -m N  line numbers, with or without file names, offsets, at most N lines
  -A N -B N -C N    lines after, before, around
  -r -R             all files below directories
  --include=GLOB --exclude=GLOB --exclude-dir=GLOB`;

const long = {
  "extended-regexp": "E",
  "fixed-strings": "F",
  "basic-regexp": "G",
  "perl-regexp": "P",
  regexp: "e",
  file: "f",
  "ignore-case": "i",
  "no-ignore-case": "Y",
  "invert-match": "v",
  "word-regexp": "w",
  "line-regexp": "x",
  count: "c",
  "files-with-matches": "l",
  "files-without-match": "L",
  "only-matching": "o",
  quiet: "q",
  silent: "q",
  "no-messages": "s",
  "line-number": "n",
  "with-filename": "H",
  "no-filename": "h",
  "byte-offset": "b",
  "max-count": "m",
  "after-context": "A",
  "before-context": "B",
  context: "C",
  recursive: "r",
  "dereference-recursive": "R",
  include: "1",
  exclude: "2",
  "exclude-dir": "3",
  text: "a",
  "null-data": "z",
  null: "Z",
  "line-buffered": "4",
  color: "5",
  colour: "5",
  label: "6",
  "binary-files": "7",
  "no-group-separator": "8",
};

/** The commands; each has its own kind of pattern. */
export const greps: readonly OwnCommand[] = (
  [
    ["grep", "basic"],
    ["egrep", "extended"],
    ["fgrep", "fixed"],
  ] as const
).map(([name, kind]) => ({
  name,
  help,
  usageExitCode: 2,
  run: (call) => grep(call, kind),
}));

function grep(call: CommandCall, standard: PatternKind): number {
  const options = readOptions(call.args, {
    flags: "EFGPiyvwxclLoqsnHhbrRaIzZUYT458",
    values: "efmABC12367",
    number: "C",
    long,
  });
  const operands = [...options.operands];
  const patterns = readPatterns(call, options, operands);
  let finder: LineFinder;
  try {
    finder = createLineFinder(patterns, {
      kind: kindOf(options, standard),
      ignoreCase: options.has("i") || options.has("y"),
      whole: options.has("x") ? "line" : options.has("w") ? "word" : undefined,
      charge: call.charge,
    });
  } catch (error) {
    if (!(error instanceof UtilityError)) throw error;
    call.complain(error.message.replace(/^Cannot compile pattern ".*": /s, ""), 2);
    return 2;
  }
  const isRecursive = options.has("r") || options.has("R");
  if (operands.length === 0) operands.push(isRecursive ? "." : "-");
  const isNamed = options.has("H") || (!options.has("h") && (operands.length > 1 || isRecursive));
  let found = false;
  let failed = false;
  const search = (given: string, shown: string): void => {
    const content = call.read(given);
    call.charge(content.length * cost.scannedByte);
    const name = given === "-" ? "(standard input)" : shown;
    if (
      showMatches(call, content, {
        finder,
        options,
        name: isNamed ? name : undefined,
        plainName: name,
      })
    ) {
      found = true;
    }
  };
  const isQuiet = options.has("q");
  for (const given of operands) {
    try {
      if (!isRecursive || given === "-") search(given, given);
      else {
        const chooses = readChoices(options);
        for (const path of filesBelow(call, given, given, chooses)) {
          search(path, operands.length === 0 ? path : path);
          if (found && isQuiet) return 0;
        }
      }
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      failed = true;
      if (!options.has("s")) call.complain(`${given}: ${errorText(error)}`, 2);
    }
    if (found && isQuiet) return 0;
  }
  return failed ? 2 : found ? 0 : 1;
}

function kindOf({ all }: GivenOptions, standard: PatternKind): PatternKind {
  const kinds: Readonly<Record<string, PatternKind>> = {
    E: "extended",
    F: "fixed",
    G: "basic",
    P: "perl",
  };
  const [letter] = all.findLast(([each]) => Object.hasOwn(kinds, each)) ?? [];
  return letter === undefined ? standard : (kinds[letter] ?? standard);
}

function readPatterns(
  call: CommandCall,
  options: GivenOptions,
  operands: string[],
): readonly string[] {
  const given = [
    ...options.values("e").flatMap((text) => text.split("\n")),
    ...options.values("f").flatMap((file) => linesOf(call.read(file)).map(textOf)),
  ];
  if (options.has("e") || options.has("f")) return given;
  const first = operands.shift();
  if (first === undefined) throw new OptionProblem("no pattern given");
  return first.split("\n");
}

type Choices = (name: string, isDirectory: boolean) => boolean;

function readChoices(options: GivenOptions): Choices {
  const globs = (letter: string) =>
    options.values(letter).map((pattern) => compileGlob(pattern.replace(/\/$/, ""), false));
  const included = globs("1");
  const excluded = globs("2");
  const excludedDirectories = globs("3");
  return (name, isDirectory) => {
    if (isDirectory) return !excludedDirectories.some((glob) => glob.matches(name, name));
    if (excluded.some((glob) => glob.matches(name, name))) return false;
    return included.length === 0 || included.some((glob) => glob.matches(name, name));
  };
}

/** The files below what is given, by the names that it gives them; hidden ones too, symlinks not. */
function* filesBelow(
  call: CommandCall,
  given: string,
  path: string,
  chooses: Choices,
): Generator<string> {
  const { type } = path === given ? call.fs.stat(call.path(path)) : call.fs.lstat(call.path(path));
  if (type === "file") yield path;
  if (type !== "directory") return;
  for (const entry of call.fs.readdir(call.path(path))) {
    call.charge(cost.entry);
    const isDirectory = entry.type === "directory";
    if (entry.type === "symlink" || !chooses(entry.name, isDirectory)) continue;
    yield* filesBelow(
      call,
      given,
      path.endsWith("/") ? path + entry.name : `${path}/${entry.name}`,
      chooses,
    );
  }
}
