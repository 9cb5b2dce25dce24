/** The actions of `find`. */
import { cost } from "../../../utils-lib/index.ts";
import { baseName, dirName } from "../../../vfs/index.ts";
import { errorText } from "../error-text.ts";
import { fromLatin1 } from "../latin1.ts";
import { contentOf } from "./command-call.ts";
import { foundText } from "./find-format.ts";
import {
  type FileTest,
  type FindRun,
  type FoundFile,
  type TestMaker,
  takeWord,
} from "./find-words.ts";
import { OptionProblem } from "./options.ts";
import { modeText, timeText } from "./stat-text.ts";

/** So many files are given to one command of `-exec … +`. */
const maxBatch = 2_000;

/** Actions by their names. */
export const actions: Readonly<Record<string, TestMaker>> = {
  "-print": (_, { call }) => always(({ name }) => call.writeText(`${name}\n`)),
  "-print0": (_, { call }) => always(({ name }) => call.writeText(`${name}\0`)),
  "-printf"(words, { call }, name) {
    const format = takeWord(words, name);
    return always((file) => call.writeText(foundText(format, file, call.fs)));
  },
  "-ls": (_, { call }) =>
    always(({ name, path, stat }) => {
      const blocks = Math.ceil(stat.size / 4096) * 4;
      const target = stat.type === "symlink" ? ` -> ${call.fs.readlink(path)}` : "";
      const start = `${String(stat.ino).padStart(9)} ${String(blocks).padStart(6)} ${modeText(stat)}`;
      const owner = `${String(stat.nlink).padStart(3)} user     user    `;
      const size = String(stat.size).padStart(8);
      call.writeText(`${start} ${owner} ${size} ${timeText(stat.mtimeNs)} ${name}${target}\n`);
    }),
  "-fprint"(words, run, name) {
    const { call } = run;
    const target = call.path(takeWord(words, name));
    const lines: string[] = [];
    run.atEnd.push(() => call.fs.writeFile(target, fromLatin1(contentOf(lines.join("")))));
    return always((file) => lines.push(`${file.name}\n`));
  },
  "-delete":
    (_, { call }) =>
    ({ name, path, stat, depth }) => {
      // GNU does not try to remove what it stands in.
      if (depth === 0 && name === ".") return true;
      call.charge(cost.change);
      try {
        if (stat.type === "directory") call.fs.rmdir(path);
        else call.fs.unlink(path);
        return true;
      } catch (error) {
        call.complain(`cannot delete ‘${name}’: ${errorText(error)}`);
        return false;
      }
    },
  "-prune": (_, run) =>
    always(() => {
      run.isPruned = true;
    }),
  "-quit": (_, run) =>
    always(() => {
      run.hasEnded = true;
    }),
  "-exec": execute,
  "-execdir": execute,
  "-ok": execute,
};

function always(act: (file: FoundFile) => void): FileTest {
  return (file) => {
    act(file);
    return true;
  };
}

/** Runs a command for each file, or at the end for many. Nobody is there to be asked. */
function execute(words: string[], run: FindRun, name: string): FileTest {
  const { call } = run;
  const argv: string[] = [];
  let isForMany = false;
  for (;;) {
    const word = words.shift();
    if (word === undefined) throw new OptionProblem(`missing argument to \`${name}'`);
    isForMany = word === "+" && argv.at(-1) === "{}";
    if (word === ";" || isForMany) break;
    argv.push(word);
  }
  if (argv.length === 0) throw new OptionProblem(`invalid argument \`;' to \`${name}'`);
  const isInPlace = name === "-execdir";
  const shown = (file: FoundFile): string => (isInPlace ? `./${baseName(file.path)}` : file.name);
  if (!isForMany) {
    return (file) => {
      const filled = argv.map((word) => word.replaceAll("{}", () => shown(file)));
      return (
        call.run(filled, "", call.env, isInPlace ? dirName(file.path) : call.cwd).exitCode === 0
      );
    };
  }
  const command = argv.slice(0, -1);
  const pending: string[] = [];
  const flush = (): void => {
    if (pending.length === 0) return;
    if (call.run([...command, ...pending.splice(0)]).exitCode !== 0) call.fail();
  };
  run.atEnd.push(flush);
  return always((file) => {
    pending.push(file.name);
    if (pending.length >= maxBatch) flush();
  });
}
