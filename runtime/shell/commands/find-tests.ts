/** The tests of `find`. */
import { compilePattern, cost, patternByte } from "../../../utils-lib/index.ts";
import type { Stat } from "../../../vfs/index.ts";
import { readTime } from "./date.ts";
import { type FileTest, type FindRun, type TestMaker, takeWord } from "./find-words.ts";
import { OptionProblem } from "./options.ts";
import { translatePattern } from "./posix-pattern.ts";
import { shellGlob } from "./shell-glob.ts";

const types: Readonly<Record<string, Stat["type"] | undefined>> = {
  f: "file",
  d: "directory",
  l: "symlink",
};
const unitBytes: Readonly<Record<string, number>> = {
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  M: 2 ** 20,
  G: 2 ** 30,
};
const nsPerMinute = 60_000_000_000n;
const nsPerDay = 24n * 60n * nsPerMinute;

/** Tests by their names. */
export const tests: Readonly<Record<string, TestMaker>> = {
  "-name": nameTest((file) => file.base),
  "-iname": nameTest((file) => file.base),
  "-path": nameTest((file) => file.name),
  "-ipath": nameTest((file) => file.name),
  "-wholename": nameTest((file) => file.name),
  "-iwholename": nameTest((file) => file.name),
  "-regex": regexTest,
  "-iregex": regexTest,
  "-true": () => () => true,
  "-false": () => () => false,
  "-empty":
    (_, { call }) =>
    ({ path, stat }) =>
      stat.type === "directory"
        ? call.fs.readdir(path).length === 0
        : isFile(stat) && stat.size === 0,
  "-type": typeTest,
  "-xtype": typeTest,
  "-size": sizeTest,
  "-links": numberTest((stat) => stat.nlink),
  "-inum": numberTest((stat) => stat.ino),
  "-perm": permissionTest,
  "-readable": accessTest(0o444),
  "-writable": accessTest(0o222),
  "-executable": accessTest(0o111),
  "-user": ownerTest,
  "-group": ownerTest,
  "-uid": ownerTest,
  "-gid": ownerTest,
  "-newer": newerTest,
  "-anewer": newerTest,
  "-cnewer": newerTest,
  "-newermt": newerTest,
  "-samefile"(words, { call }, name) {
    const { ino, dev } = call.fs.stat(call.path(takeWord(words, name)));
    return ({ stat }) => stat.ino === ino && stat.dev === dev;
  },
  "-mtime": ageTest((stat) => stat.mtimeNs, nsPerDay),
  "-mmin": ageTest((stat) => stat.mtimeNs, nsPerMinute),
  "-atime": ageTest((stat) => stat.atimeNs, nsPerDay),
  "-amin": ageTest((stat) => stat.atimeNs, nsPerMinute),
  "-ctime": ageTest((stat) => stat.ctimeNs, nsPerDay),
  "-cmin": ageTest((stat) => stat.ctimeNs, nsPerMinute),
};

function isFile({ type }: Stat): boolean {
  return type === "file";
}

/** Patterns of the shell: an asterisk stands for slashes as well. */
function nameTest(textOf: (file: Parameters<FileTest>[0]) => string): TestMaker {
  return (words, { call }, name) => {
    const pattern = takeWord(words, name);
    const matches = shellGlob(pattern, { ignoreCase: name.startsWith("-i"), charge: call.charge });
    return (file) => matches(textOf(file));
  };
}

function regexTest(words: string[], { call }: FindRun, name: string): FileTest {
  const source = `^(?:${translatePattern(takeWord(words, name), "basic")})$`;
  const pattern = compilePattern(source, { ignoreCase: name === "-iregex" });
  call.charge(pattern.instructions * cost.patternInstruction);
  return (file) => {
    call.charge(file.name.length * patternByte(pattern.instructions));
    return pattern.test(file.name);
  };
}

function typeTest(words: string[], _: FindRun, name: string): FileTest {
  const letters = takeWord(words, name).split(",");
  const unknown = letters.find((letter) => !/^[fdlbcps]$/.test(letter));
  if (unknown !== undefined) throw new OptionProblem(`Unknown argument to ${name}: ${unknown}`);
  return ({ stat }) => letters.some((letter) => types[letter] === stat.type);
}

/** A number that is exact, at least one more (`+5`), or at least one less (`-5`). */
function compare(text: string, name: string): (value: number) => boolean {
  const [, sign, digits] = /^([+-]?)(\d{1,15})$/.exec(text) ?? [];
  if (digits === undefined) throw new OptionProblem(`invalid argument \`${text}' to \`${name}'`);
  const wanted = Number(digits);
  if (sign === "+") return (value) => value > wanted;
  return sign === "-" ? (value) => value < wanted : (value) => value === wanted;
}

function sizeTest(words: string[], _: FindRun, name: string): FileTest {
  const text = takeWord(words, name);
  const [, number = text, letter = "b"] = /^([+-]?\d+)([cwbkMG]?)$/.exec(text) ?? [];
  const matches = compare(number, name);
  const unit = unitBytes[letter === "" ? "b" : letter] ?? 512;
  return ({ stat }) => matches(Math.ceil(stat.size / unit));
}

function numberTest(readingOf: (stat: Stat) => number): TestMaker {
  return (words, _, name) => {
    const matches = compare(takeWord(words, name), name);
    return ({ stat }) => matches(readingOf(stat));
  };
}

function ageTest(timeOf: (stat: Stat) => bigint, unit: bigint): TestMaker {
  return (words, { call }, name) => {
    const matches = compare(takeWord(words, name), name);
    const now = call.kernel.clock.realtimeNs();
    // Whole days that have passed; of minutes those that have begun.
    const isRoundedUp = unit === nsPerMinute;
    return ({ stat }) => {
      const age = now - timeOf(stat);
      return matches(Number(isRoundedUp ? (age + unit - 1n) / unit : age / unit));
    };
  };
}

function newerTest(words: string[], { call }: FindRun, name: string): FileTest {
  const text = takeWord(words, name);
  if (name !== "-newermt") {
    const { mtimeNs } = call.fs.stat(call.path(text));
    return ({ stat }) => stat.mtimeNs > mtimeNs;
  }
  const time = readTime(text, () => Number(call.kernel.clock.realtimeNs() / 1_000_000n));
  if (time === undefined) {
    throw new OptionProblem(`I cannot figure out how to interpret ‘${text}’ as a date or time`);
  }
  const timeNs = BigInt(time.getTime()) * 1_000_000n;
  return ({ stat }) => stat.mtimeNs > timeNs;
}

function permissionTest(words: string[], _: FindRun, name: string): FileTest {
  const text = takeWord(words, name);
  const [, how, digits] = /^([-/]?)([0-7]{1,4})$/.exec(text) ?? [];
  if (digits === undefined) throw new OptionProblem(`invalid mode ‘${text}’`);
  const wanted = Number.parseInt(digits, 8);
  return ({ stat }) => {
    const mode = stat.mode & 0o7777;
    if (how === "-") return (mode & wanted) === wanted;
    return how === "/" ? wanted === 0 || (mode & wanted) !== 0 : mode === wanted;
  };
}

function accessTest(bits: number): TestMaker {
  return () =>
    ({ stat }) =>
      (stat.mode & bits) !== 0;
}

/** All files belong to the one user there is. */
function ownerTest(words: string[], _: FindRun, name: string): FileTest {
  const owner = takeWord(words, name);
  return () => owner === "user" || owner === "1000";
}
