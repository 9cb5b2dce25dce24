/** Runs a script in a shell on a kernel: its files, streams, environment and fuel. */

import { FsError } from "../../vfs/index.ts";
import { readStdin } from "../command.ts";
import type { Kernel } from "../kernel.ts";
import { toLatin1 } from "../latin1.ts";
import { encodeText } from "./byte-text.ts";
import { createCommands, ownCommandNames } from "./commands/index.ts";
import { createTrap } from "./commands/trap.ts";
import { errorText } from "./error-text.ts";
import { runForeignFile } from "./foreign-file.ts";
import type { CommandResult, ExecOptions, OutputTaker, ShellState } from "./interpreter.ts";
import { shellEnvironment } from "./shell-environment.ts";
import { createShellFiles } from "./shell-files.ts";
import { shellLimits } from "./shell-limits.ts";
import { openShellRealm, type ShellRealm } from "./shell-realm.ts";
import { createSystemFiles } from "./system-files.ts";

/** A script, and what it is told. */
export interface ShellScript {
  readonly source: string;
  /** What it calls itself: `$0`. */
  readonly name: string;
  /** `$1` and on. */
  readonly args: readonly string[];
  /** More arguments of its first command, which are not parsed. */
  readonly words?: readonly string[];
}

/** What setting up a shell costs, in fuel. */
const startFuel = 500_000;

/** Realms that are not in use. Shells that start each other need one each. */
const idleRealms: ShellRealm[] = [];

/**
 * Runs `script` to its end and returns its exit code. Throws the `GuestStop` of a shell that was
 * stopped: out of fuel, past its deadline, cancelled, or too deep in itself.
 */
export function runShell(script: ShellScript, kernel: Kernel): number {
  const realm = idleRealms.pop() ?? openShellRealm();
  try {
    return runIn(realm, script, kernel);
  } finally {
    idleRealms.push(realm);
  }
}

function runIn(realm: ShellRealm, script: ShellScript, kernel: Kernel): number {
  const { interpreter, promises } = realm;
  kernel.fuel.charge(startFuel);
  const traps = new Map<string, string>();
  const commands = [...createCommands(kernel, realm), createTrap(traps)];
  const system = createSystemFiles(shellCommandNames());
  const output = createOutput(kernel);
  const stdin = toLatin1(readStdin(kernel));
  interpreter.fuel = Number.POSITIVE_INFINITY;
  const shell = new interpreter.Bash({
    fs: createShellFiles({ kernel, system, promises }),
    cwd: kernel.cwd,
    env: shellEnvironment(kernel),
    customCommands: commands,
    executionLimits: shellLimits,
    defenseInDepth: false,
  });
  setParameters(shell.state.env, script);
  let state: ShellState | undefined;
  const run = {
    kernel,
    output,
    runFile: runForeignFile(kernel, promises),
    keepState: (kept: ShellState) => {
      state = kept;
    },
  };
  const execute = (source: string, options: ExecOptions): number => {
    try {
      const running = shell.exec(source, { ...options, rawScript: true });
      const result = promises.wait(running) as CommandResult;
      output("stdout", result.stdout);
      output("stderr", result.stderr);
      return result.exitCode & 0xff;
    } catch (error) {
      if (!(error instanceof FsError)) throw error;
      output("stderr", `bash: ${errorText(error)}\n`);
      return 1;
    }
  };
  return realm.during(run, () => {
    const { words } = script;
    const options = { stdin, stdinKind: "bytes" } as const;
    const exitCode = execute(
      script.source,
      words === undefined ? options : { ...options, args: words },
    );
    const last = traps.get("EXIT");
    if (last !== undefined && last !== "") {
      // The shell forgets what a script has set, but its last words know it.
      Object.assign(shell.state, state);
      execute(last, {});
    }
    return exitCode;
  });
}

let knownNames: ReadonlySet<string> | undefined;

/** The names of all commands; what only the shell itself can do, such as `cd`, is not among them. */
export function shellCommandNames(): ReadonlySet<string> {
  if (knownNames === undefined) {
    const realm = idleRealms.pop() ?? openShellRealm();
    idleRealms.push(realm);
    knownNames = new Set([...realm.interpreter.getCommandNames(), ...ownCommandNames]);
  }
  return knownNames;
}

function setParameters(env: Map<string, string>, { name, args }: ShellScript): void {
  env.set("0", name);
  env.set("#", String(args.length));
  env.set("@", args.join(" "));
  env.set("*", args.join(" "));
  for (const [index, arg] of args.entries()) env.set(String(index + 1), arg);
}

function createOutput({ fds }: Kernel): OutputTaker {
  const write = (fd: number, piece: string): void => {
    const descriptor = fds.get(fd);
    if (piece === "" || descriptor?.kind !== "stream") return;
    descriptor.stream.write?.(encodeText(piece));
  };
  return (stream, piece) => write(stream === "stdout" ? 1 : 2, piece);
}
