/** What the tests and actions of `find` are made of and look at. */
import type { Stat } from "../../../vfs/index.ts";
import type { CommandCall } from "./command-call.ts";
import { OptionProblem } from "./options.ts";

/** A file that a walk has come to. */
export interface FoundFile {
  /** As it is written: where the walk started, and the way from there. */
  readonly name: string;
  /** The absolute path. */
  readonly path: string;
  /** The last component of the name. */
  readonly base: string;
  readonly depth: number;
  /** Where the walk started, as it was given. */
  readonly start: string;
  readonly stat: Stat;
}

/** One call of `find`, as tests and actions know it. */
export interface FindRun {
  readonly call: CommandCall;
  /** Set by `-quit`. */
  hasEnded: boolean;
  /** Set by `-prune`: nothing below the file is looked at. */
  isPruned: boolean;
  /** What is done once the walk is over. */
  readonly atEnd: (() => void)[];
}

/** Answers for a file, and does something about it if it is an action. */
export type FileTest = (file: FoundFile) => boolean;

/** Makes a test of the words that follow its name, which it takes away. */
export type TestMaker = (words: string[], run: FindRun, name: string) => FileTest;

/** Takes the word that follows `name`. Throws `OptionProblem` when there is none. */
export function takeWord(words: string[], name: string): string {
  const word = words.shift();
  if (word === undefined) throw new OptionProblem(`missing argument to \`${name}'`);
  return word;
}
