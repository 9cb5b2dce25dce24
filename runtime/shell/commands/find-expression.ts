/** The expressions of `find`: tests, actions and the operators between them. */
import { actions } from "./find-actions.ts";
import { tests } from "./find-tests.ts";
import { type FileTest, type FindRun, type TestMaker, takeWord } from "./find-words.ts";
import { OptionProblem } from "./options.ts";

/** What the words `-maxdepth` and such say, wherever they stand. */
export interface WalkOptions {
  minDepth: number;
  maxDepth: number;
  isPostOrder: boolean;
  follows: boolean;
}

/** Parentheses may be nested so deep. */
const maxNesting = 200;

/** Reads an expression. Throws `OptionProblem`. */
export function parseExpression(
  args: readonly string[],
  run: FindRun,
): { readonly test: FileTest; readonly options: WalkOptions } {
  const words = [...args].reverse();
  const options: WalkOptions = {
    minDepth: 0,
    maxDepth: Number.POSITIVE_INFINITY,
    isPostOrder: false,
    follows: false,
  };
  const parser: Parser = { words: reversed(words), run, options, acts: false, nesting: 0 };
  const test = parser.words.length === 0 ? () => true : parseList(parser);
  const [rest] = parser.words;
  if (rest === ")") throw new OptionProblem("you have too many ')'");
  if (parser.acts) return { test, options };
  const print = makerOf("-print")?.([], run, "-print");
  return { test: (file) => test(file) && print?.(file) === true, options };
}

interface Parser {
  /** What is still to be read, from the front. */
  readonly words: string[];
  readonly run: FindRun;
  readonly options: WalkOptions;
  /** Whether there is an action, so that files are not printed by default. */
  acts: boolean;
  nesting: number;
}

function reversed(words: readonly string[]): string[] {
  return words.toReversed();
}

/** `A , B`: both are done, and the last one says. */
function parseList(parser: Parser): FileTest {
  let test = parseEither(parser);
  while (parser.words[0] === ",") {
    parser.words.shift();
    const [first, second] = [test, parseEither(parser)];
    test = (file) => {
      first(file);
      return second(file);
    };
  }
  return test;
}

function parseEither(parser: Parser): FileTest {
  const parts = [parseBoth(parser)];
  while (/^(?:-o|-or)$/.test(parser.words[0] ?? "")) {
    parser.words.shift();
    parts.push(parseBoth(parser));
  }
  return parts.length === 1 && parts[0] ? parts[0] : (file) => parts.some((part) => part(file));
}

function parseBoth(parser: Parser): FileTest {
  const parts = [parseOne(parser)];
  for (let [word] = parser.words; word !== undefined; [word] = parser.words) {
    if (/^(?:-o|-or|,|\))$/.test(word)) break;
    if (/^(?:-a|-and)$/.test(word)) parser.words.shift();
    parts.push(parseOne(parser));
  }
  return parts.length === 1 && parts[0] ? parts[0] : (file) => parts.every((part) => part(file));
}

function parseOne(parser: Parser): FileTest {
  const { words, run, options } = parser;
  const word = words.shift();
  if (word === undefined) throw new OptionProblem("expected an expression after an operator");
  if (++parser.nesting > maxNesting) throw new OptionProblem("the expression is nested too deeply");
  try {
    if (word === "!" || word === "-not") {
      const test = parseOne(parser);
      return (file) => !test(file);
    }
    if (word === "(") {
      const test = parseList(parser);
      if (words.shift() !== ")") {
        throw new OptionProblem("invalid expression; expected to find a ')' but did not see one");
      }
      return test;
    }
  } finally {
    parser.nesting -= 1;
  }
  if (setOption(word, words, options)) return () => true;
  const maker = makerOf(word);
  if (maker === undefined) {
    throw new OptionProblem(
      word.startsWith("-")
        ? `unknown predicate \`${word}'`
        : `paths must precede expression: \`${word}'`,
    );
  }
  if (Object.hasOwn(actions, word) && word !== "-prune") parser.acts = true;
  if (word === "-delete") options.isPostOrder = true;
  return maker(words, run, word);
}

function makerOf(name: string): TestMaker | undefined {
  if (Object.hasOwn(tests, name)) return tests[name];
  return Object.hasOwn(actions, name) ? actions[name] : undefined;
}

/** Says whether the word was an option of the walk. */
function setOption(name: string, words: string[], options: WalkOptions): boolean {
  switch (name) {
    case "-maxdepth":
      options.maxDepth = takeDepth(name, words);
      return true;
    case "-mindepth":
      options.minDepth = takeDepth(name, words);
      return true;
    case "-depth":
    case "-d":
      options.isPostOrder = true;
      return true;
    case "-follow":
      options.follows = true;
      return true;
    case "-regextype":
      takeWord(words, name);
      return true;
    default:
      return /^-(?:mount|xdev|noleaf|daystart|ignore_readdir_race|nowarn|warn)$/.test(name);
  }
}

function takeDepth(name: string, words: string[]): number {
  const text = takeWord(words, name);
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new OptionProblem(
    `Expected a positive decimal integer argument to ${name}, but got ‘${text}’`,
  );
}
