/** Reads the command line: what to run, with which options. */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import type { Limits } from "../sandbox/limits.ts";
import type { PackageSource, VendorFolder } from "../sandbox/packages/check-packages.ts";
import { addBenchCommand, type BenchInvocation } from "./bench-command.ts";
import { execHelp, runHelp, usageHelp } from "./help.ts";
import { addHelpCommand } from "./help-command.ts";
import { checkMounts, type MountFlag, parseMount } from "./mount-flag.ts";
import { addPolicyCommand } from "./policy-command.ts";
import { withProfileFiles } from "./profile-flag.ts";
import { parseDuration, parseFuel, parseSeed, parseSize, parseVariable } from "./quantities.ts";
import { addShellCommand, type ShellInvocation } from "./shell-command.ts";
import { UsageError } from "./usage-error.ts";
import { addVendorCommand, type VendorInvocation } from "./vendor-command.ts";
import { addWasmCommands, type WasmInvocation } from "./wasm-commands.ts";

/** A run, as the command line asks for it. Host paths are as typed. */
export interface RunOptions {
  /** Absent when the policy says what is run. */
  readonly file?: string;
  /** What stands after `--`. */
  readonly args: readonly string[];
  readonly mounts: readonly MountFlag[];
  readonly env: Readonly<Record<string, string>>;
  readonly out?: string;
  readonly stdin?: string;
  readonly limits: Limits;
  /** Wheels, names and folders, as `openSandbox` takes them. */
  readonly packages: readonly PackageSource[];
  /** The file or the template of a policy. */
  readonly policy?: string;
  /** Present when the run is to be deterministic. */
  readonly seed?: number;
  readonly json: boolean;
  /** Present when system calls are to be written down. */
  readonly trace?: true;
  /** Where to write what the fuel was used for: a file, or `-` for text on standard error. */
  readonly profile?: string;
}

/** A command line for the shell, as the command line asks for it. */
export interface ExecOptions extends Omit<RunOptions, "file" | "trace"> {
  readonly command: string;
}

/** What the command line says: run something, work on a module, or show a text. */
export type Invocation =
  | WasmInvocation
  | VendorInvocation
  | BenchInvocation
  | ShellInvocation
  | { readonly kind: "run"; readonly options: RunOptions }
  | { readonly kind: "exec"; readonly options: ExecOptions }
  | { readonly kind: "show"; readonly text: string; readonly exitCode: number };

/** Reads the arguments after the program's name. Throws {@link UsageError}. */
export function parseCommandLine(argv: readonly string[]): Invocation {
  const end = argv.indexOf("--");
  const own = withProfileFiles(withSeeds(end < 0 ? argv : argv.slice(0, end)));
  const args = end < 0 ? [] : argv.slice(end + 1);
  let shown = "";
  let invocation: Invocation | undefined;
  const show = (text: string): void => {
    shown += text;
  };
  const program = createProgram();
  const run = program.commands[0];
  run?.action((file: string | undefined, flags: Flags) => {
    invocation = { kind: "run", options: toRunOptions(file, flags, { args, extra: run.args }) };
  });
  const exec = program.commands[1];
  exec?.action((command: string | undefined, flags: Flags) => {
    invocation = {
      kind: "exec",
      options: toExecOptions(command, flags, { args, extra: exec.args }),
    };
  });
  addWasmCommands(program, args, (asked) => {
    invocation = asked;
  });
  addVendorCommand(program, args, (asked) => {
    invocation = asked;
  });
  addBenchCommand(program, args, (asked) => {
    invocation = asked;
  });
  addShellCommand(program, (asked) => {
    invocation = asked;
  });
  const showText = (text: string): void => {
    invocation = { kind: "show", text, exitCode: 0 };
  };
  addPolicyCommand(program, showText);
  addHelpCommand(program, showText);
  listenToCommands(program, show);
  try {
    program.parse(own, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode !== 0 && error.code !== "commander.help") throw usageError(error);
    return { kind: "show", text: shown, exitCode: own.length === 0 ? 2 : 0 };
  }
  return invocation ?? { kind: "show", text: shown, exitCode: 2 };
}

interface Flags {
  readonly packages: readonly VendorFolder[];
  readonly package: readonly string[];
  readonly mount: readonly MountFlag[];
  readonly env: readonly (readonly [string, string])[];
  readonly out?: string;
  readonly stdin?: string;
  readonly fuel?: number;
  readonly memory?: number;
  readonly timeout?: number;
  readonly policy?: string;
  readonly deterministic?: number;
  readonly json?: boolean;
  readonly trace?: true;
  readonly profile?: string;
}

function createProgram(): Command {
  const program = new Command("fuelbox")
    .description("Runs programs that nobody has read yet: metered, within limits, on /app only.")
    .version(`fuelbox ${packageVersion()}`, "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", usageHelp);
  const run = program
    .command("run")
    .description("Run a program: .py, .js, .mjs, .cjs, .ts, .mts, .cts, .sh or .wasm")
    .usage("[options] FILE [options] [-- ARGS...]")
    .argument("[FILE]", "the program; the guest sees it as /app/<its name>")
    .option("--trace", "write every system call of a .wasm program to standard error");
  addRunFlags(run).addHelpText("after", runHelp);
  const exec = program
    .command("exec")
    .description("Run a command line in the shell")
    .usage("[options] COMMAND [options] [-- ARGS...]")
    .argument("[COMMAND]", "the command line, as one argument");
  addRunFlags(exec).addHelpText("after", execHelp);
  return program;
}

/** What programs and command lines are run with. */
function addRunFlags(command: Command): Command {
  return command
    .option(
      "--mount <HOST:GUEST[:MODE]>",
      "show the guest a directory or file",
      collect(parseMount),
      [],
    )
    .option("--out <DIR>", "copy the files that the guest created or modified there")
    .option("--stdin <FILE>", "give the guest this file as standard input")
    .option("--env <K=V>", "set an environment variable of the guest", collect(parseVariable), [])
    .option("--fuel <N>", "instructions it may spend, such as 500M (default: 2e9)", parseFuel)
    .option("--memory <SIZE>", "memory it may have, such as 64m (default: 128m)", parseSize)
    .option("--timeout <DURATION>", "time it may take, such as 10s (default: 30s)", parseDuration)
    .option(
      "--policy <FILE>",
      "limits, mounts and more from a file or a template; flags come first",
    )
    .option(
      "--deterministic [SEED]",
      "virtual clock, seeded randomness (default seed: 0)",
      parseSeed,
    )
    .option("--packages <DIR>", "let Python import the packages of a folder", collect(toFolder), [])
    .option(
      "--package <WHEEL>",
      "let Python import a wheel, or a package of ./vendor by its name",
      collect(String),
      [],
    )
    .option("--profile [FILE]", "say where the fuel went: as text, or in an .svg or .json file")
    .option("--json", "print the result as JSON and nothing else")
    .allowExcessArguments();
}

/** Lets no command write or exit by itself. */
function listenToCommands(program: Command, show: (text: string) => void): void {
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
    command.configureOutput({ writeOut: show, writeErr: show, outputError: () => {} });
  }
}

function toRunOptions(
  file: string | undefined,
  flags: Flags,
  { args, extra }: { readonly args: readonly string[]; readonly extra: readonly string[] },
): RunOptions {
  if (file === undefined && flags.policy === undefined) {
    throw new UsageError("Name the program to run, such as: fuelbox run report.mjs");
  }
  if (extra[1] !== undefined) {
    throw new UsageError(`Cannot take "${extra[1]}": put arguments of the guest after --`);
  }
  return {
    ...(file !== undefined && { file }),
    ...toSharedOptions(flags, args),
    ...(flags.trace === true && { trace: true }),
  };
}

function toExecOptions(
  command: string | undefined,
  flags: Flags,
  { args, extra }: { readonly args: readonly string[]; readonly extra: readonly string[] },
): ExecOptions {
  if (command === undefined) {
    throw new UsageError("Give the command line to run, such as: fuelbox exec 'ls | wc -l'");
  }
  if (extra[1] !== undefined) {
    throw new UsageError(`Cannot take "${extra[1]}": put the whole command line into quotes`);
  }
  return { command, ...toSharedOptions(flags, args) };
}

function toSharedOptions(
  flags: Flags,
  args: readonly string[],
): Omit<RunOptions, "file" | "trace"> {
  checkMounts(flags.mount);
  return {
    args,
    mounts: flags.mount,
    env: Object.fromEntries(flags.env),
    limits: {
      ...(flags.fuel !== undefined && { fuel: flags.fuel }),
      ...(flags.memory !== undefined && { memoryBytes: flags.memory }),
      ...(flags.timeout !== undefined && { timeoutMs: flags.timeout }),
    },
    packages: [...flags.packages, ...flags.package],
    json: flags.json === true,
    ...(flags.policy !== undefined && { policy: flags.policy }),
    ...(flags.out !== undefined && { out: flags.out }),
    ...(flags.stdin !== undefined && { stdin: flags.stdin }),
    ...(flags.profile !== undefined && { profile: flags.profile }),
    ...(flags.deterministic !== undefined && { seed: flags.deterministic }),
  };
}

/** A seed is optional: what follows the option is one only if it is a number, and not FILE. */
function withSeeds(argv: readonly string[]): readonly string[] {
  return argv.flatMap((arg, index) => {
    if (argv[index - 1] === "--deterministic" && /^\d+$/.test(arg)) return [];
    if (arg !== "--deterministic") return [arg];
    const next = argv[index + 1] ?? "";
    return [`--deterministic=${/^\d+$/.test(next) ? next : 0}`];
  });
}

function toFolder(from: string): VendorFolder {
  return { from };
}

function collect<T>(parse: (text: string) => T): (text: string, earlier: readonly T[]) => T[] {
  return (text, earlier) => [...earlier, parse(text)];
}

function usageError({ code, message }: CommanderError): UsageError {
  const named = /'([^']*)'/.exec(message)?.[1] ?? "";
  const hint = /\(Did you mean (.*)\?\)/s.exec(message)?.[1];
  const meant = hint === undefined ? "" : `, did you mean ${hint}?`;
  switch (code) {
    case "commander.unknownOption":
      return new UsageError(
        `Unknown option "${named}"${meant || ": see fuelbox run --help; options of the guest go after --"}`,
      );
    case "commander.unknownCommand":
      return new UsageError(`Unknown command "${named}": to run a program, use fuelbox run FILE`);
    case "commander.optionMissingArgument":
      return new UsageError(`Option "${named}" needs a value`);
    default:
      return new UsageError(message.replace(/^error: /, "").replaceAll(/\s+/g, " "));
  }
}

function packageVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)("fuelbox/package.json");
  const isManifest = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return isManifest ? String(manifest.version) : "of unknown version";
}
