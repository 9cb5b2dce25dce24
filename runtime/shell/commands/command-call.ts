/** What a command of ours works with: its arguments, files and streams, all paid for. */
import { cost, type UtilityContext, UtilityError } from "../../../utils-lib/index.ts";
import { FsError, normalizePath } from "../../../vfs/index.ts";
import type { Kernel } from "../../kernel.ts";
import { toLatin1 } from "../../latin1.ts";
import { decodeBytes, encodeText } from "../byte-text.ts";
import { errorText } from "../error-text.ts";
import type { Command, CommandContext, CommandResult } from "../interpreter.ts";
import type { ShellRealm } from "../shell-realm.ts";
import { OptionProblem } from "./options.ts";

/**
 * One call of a command. Content is text in which each character stands for a byte; arguments
 * and messages are Unicode.
 */
export interface CommandCall {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly fs: Kernel["fs"];
  readonly kernel: Kernel;
  readonly stdin: string;
  charge(fuel: number): void;
  /** The absolute path that an argument stands for. */
  path(given: string): string;
  /** The content of a file; `-` is stdin. Throws `FsError`. */
  read(given: string): string;
  /** Writes to stdout. */
  write(piece: string): void;
  /** Writes Unicode text to stdout. */
  writeText(text: string): void;
  /** Says what is wrong, after the command's name. The exit code becomes 1, or what is given. */
  complain(message: string, exitCode?: number): void;
  /** Does `work` on each file, or on stdin when there is none; complains of those that cannot be read. */
  eachFile(files: readonly string[], work: (content: string, given: string) => void): void;
  /** Makes an empty file, with the permissions that the shell gives. */
  create(path: string): void;
  /** Writes Unicode text to stderr; the exit code stays what it is. */
  say(text: string): void;
  /** Makes the exit code 1 without a word. */
  fail(): void;
  /** Runs another command with arguments as they are. Its output is this one's. */
  run(
    argv: readonly string[],
    stdin?: string,
    env?: Readonly<Record<string, string>>,
    cwd?: string,
  ): CommandResult;
  /** Runs another command and answers its output, as content. */
  capture(argv: readonly string[], stdin: string): string;
  /** What utilities work with. */
  utilities(): UtilityContext;
}

/** A command of ours. */
export interface OwnCommand {
  readonly name: string;
  /** What `--help` prints. */
  readonly help: string;
  /** The exit code of wrong arguments. Default 1. */
  readonly usageExitCode?: number;
  /** Does the work. The exit code is what it returns, or else what complaints have made of it. */
  run(call: CommandCall): number | undefined;
}

/** Makes a command of the interpreter from one of ours. */
export function toCommand(own: OwnCommand, realm: ShellRealm): Command {
  return {
    name: own.name,
    trusted: true,
    execute(args, context) {
      const { kernel } = realm;
      return realm.outside(() => runCommand(own, args, { context, kernel, realm }));
    },
  };
}

interface Place {
  readonly context: CommandContext;
  readonly kernel: Kernel;
  readonly realm: ShellRealm;
}

function runCommand(own: OwnCommand, args: readonly string[], place: Place): CommandResult {
  kernelCharge(place.kernel, cost.call);
  if (args.includes("--help") && !own.help.startsWith("\n")) {
    return { stdout: `${own.help}\n`, stderr: "", exitCode: 0 };
  }
  const out: string[] = [];
  const err: string[] = [];
  let exitCode = 0;
  const call = createCall(own.name, args, place, {
    out,
    complain(message, code = 1) {
      err.push(`${own.name}: ${message}\n`);
      exitCode = code;
    },
    relay(text) {
      err.push(text);
    },
    fail() {
      exitCode = 1;
    },
  });
  try {
    exitCode = own.run(call) ?? exitCode;
  } catch (error) {
    exitCode = own.usageExitCode ?? 1;
    if (error instanceof OptionProblem) {
      err.push(`${own.name}: ${error.message}\nTry '${own.name} --help' for more information.\n`);
    } else if (error instanceof FsError) {
      err.push(`${own.name}: ${error.path ?? ""}: ${errorText(error)}\n`);
    } else if (error instanceof UtilityError) {
      err.push(`${own.name}: ${error.message}\n`);
    } else throw error;
  }
  return { stdout: out.join(""), stdoutKind: "bytes", stderr: err.join(""), exitCode };
}

interface Channels {
  readonly out: string[];
  complain(message: string, exitCode?: number): void;
  relay(text: string): void;
  fail(): void;
}

function createCall(
  name: string,
  args: readonly string[],
  { context, kernel, realm }: Place,
  { out, complain, relay, fail }: Channels,
): CommandCall {
  const charge = (fuel: number): void => kernelCharge(kernel, fuel);
  const path = (given: string): string => normalizePath(given, context.cwd);
  let input: string | undefined;
  const readInput = (): string => {
    input ??= realm.inside(() => context.stdin);
    return input;
  };
  const read = (given: string): string => {
    if (given === "-" || given === "/dev/stdin") return readInput();
    if (given === "/dev/null") return "";
    if (given.startsWith("/dev/fd/")) return realm.inside(() => context.fs.readFileBytes(given));
    const target = path(given);
    charge(cost.file);
    charge(kernel.fs.stat(target).size * cost.copiedByte);
    return toLatin1(kernel.fs.readFile(target));
  };
  const start = (
    [command = "", ...words]: readonly string[],
    input: string,
    env: Readonly<Record<string, string>>,
    cwd: string,
  ): CommandResult => {
    const options = { cwd, env: { ...env }, replaceEnv: true, stdin: input, args: words } as const;
    const result = realm.inside(() =>
      context.exec(quoteWord(command), { ...options, stdinKind: "bytes" }),
    );
    relay(result.stderr);
    return result;
  };
  return {
    name,
    args,
    cwd: context.cwd,
    env: context.exportedEnv,
    fs: kernel.fs,
    kernel,
    get stdin() {
      return readInput();
    },
    charge,
    path,
    read,
    write(piece) {
      if (piece === "") return;
      charge(piece.length * cost.resultByte);
      out.push(piece);
    },
    writeText(text) {
      charge(text.length * cost.resultByte);
      out.push(toLatin1(encodeText(text)));
    },
    complain,
    eachFile(files, work) {
      for (const given of files.length === 0 ? ["-"] : files) {
        let content: string;
        try {
          content = read(given);
        } catch (error) {
          complain(`${given}: ${errorText(error)}`);
          continue;
        }
        work(content, given);
      }
    },
    fail,
    say(text) {
      charge(text.length * cost.resultByte);
      relay(text);
    },
    create(path) {
      realm.inside(() => context.fs.writeFile(path, ""));
    },
    run(argv, input = "", env = context.exportedEnv, cwd = context.cwd) {
      const result = start(argv, input, env, cwd);
      out.push(toLatin1(encodeText(result.stdout)));
      return result;
    },
    capture: (argv, input) =>
      toLatin1(encodeText(start(argv, input, context.exportedEnv, context.cwd).stdout)),
    utilities: () => ({ fs: kernel.fs, cwd: context.cwd, root: "/", charge }),
  };
}

function kernelCharge(kernel: Kernel, fuel: number): void {
  kernel.fuel.charge(fuel);
}

function quoteWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** The lines of `content`, without their ends; none for empty content. */
export function linesOf(content: string, end = "\n"): string[] {
  if (content === "") return [];
  const lines = content.split(end);
  if (content.endsWith(end)) lines.pop();
  return lines;
}

/** The Unicode text of content. */
export function textOf(content: string): string {
  return decodeBytes(content);
}

/** The bytes of Unicode text, as content. */
export function contentOf(text: string): string {
  return toLatin1(encodeText(text));
}
