/** The command `fuelbox shell`: what it is asked for. */
import type { Command } from "commander";
import type { Limits } from "../sandbox/limits.ts";
import { checkMounts, type MountFlag, parseMount } from "./mount-flag.ts";
import { parseDuration, parseFuel, parseSize, parseVariable } from "./quantities.ts";
import { UsageError } from "./usage-error.ts";

/** A shell to talk to, as the command line asks for it. Host paths are as typed. */
export interface ShellCommand {
  readonly mounts: readonly MountFlag[];
  readonly env: Readonly<Record<string, string>>;
  /** What each command line may use. */
  readonly limits: Limits;
  /** The file in which lines are kept from one time to the next. */
  readonly history?: string;
}

/** What this command asks for. */
export type ShellInvocation = { readonly kind: "shell"; readonly options: ShellCommand };

/** Adds the command to `program`. `take` gets what is asked for. */
export function addShellCommand(
  program: Command,
  take: (invocation: ShellInvocation) => void,
): void {
  const shell = program
    .command("shell")
    .description("Talk to the shell, which keeps directory, variables and functions")
    .usage("[options]")
    .option(
      "--mount <HOST:GUEST[:MODE]>",
      "show the shell a directory or file",
      (text: string, all: readonly MountFlag[]) => [...all, parseMount(text)],
      [],
    )
    .option(
      "--env <K=V>",
      "set an environment variable",
      (text: string, all: readonly (readonly [string, string])[]) => [...all, parseVariable(text)],
      [],
    )
    .option("--fuel <N>", "instructions each command line may spend (default: 2e9)", parseFuel)
    .option("--memory <SIZE>", "memory it may have, such as 64m (default: 128m)", parseSize)
    .option("--timeout <DURATION>", "time it may take, such as 10s (default: 30s)", parseDuration)
    .option("--history <FILE>", "keep the lines that were typed in this file")
    .allowExcessArguments()
    .addHelpText("after", shellHelp);
  shell.action((flags: ShellFlags) => {
    const [extra] = shell.args;
    if (extra !== undefined) {
      throw new UsageError(`Cannot take "${extra}": to run one command line, use fuelbox exec`);
    }
    checkMounts(flags.mount);
    const { mount, env, fuel, memory, timeout, history } = flags;
    const limits: Limits = {
      ...(fuel !== undefined && { fuel }),
      ...(memory !== undefined && { memoryBytes: memory }),
      ...(timeout !== undefined && { timeoutMs: timeout }),
    };
    const options = { mounts: mount, env: Object.fromEntries(env), limits };
    take({ kind: "shell", options: { ...options, ...(history !== undefined && { history }) } });
  });
}

interface ShellFlags {
  readonly mount: readonly MountFlag[];
  readonly env: readonly (readonly [string, string])[];
  readonly fuel?: number;
  readonly memory?: number;
  readonly timeout?: number;
  readonly history?: string;
}

const shellHelp = `
Starts in /app. Tab completes commands and paths; Ctrl-C stops what runs, and the shell is then as it
was before; Ctrl-D or exit leaves, with the last exit code. A file or a pipe on standard input is
taken line by line. Programs that are started find nothing on their standard input.

Examples:
  fuelbox shell --mount ./src:/app
  fuelbox shell --history ~/.fuelbox_history --fuel 500M
`;
