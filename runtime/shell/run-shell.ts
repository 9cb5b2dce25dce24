/** Runs a script in a shell on a kernel: its files, streams, environment and fuel. */

import { FsError } from "../../vfs/index.ts";
import type { Kernel } from "../kernel.ts";
import { encodeText } from "./byte-text.ts";
import { createCommands, ownCommandNames } from "./commands/index.ts";
import { createTrap } from "./commands/trap.ts";
import { createUmask } from "./commands/umask.ts";
import { errorText } from "./error-text.ts";
import { fitCommands, withHostCommands } from "./fit-commands.ts";
import { runForeignFile } from "./foreign-file.ts";
import type { CommandResult, ExecOptions, OutputTaker, Shell, ShellState } from "./interpreter.ts";
import { fromLatin1 } from "./latin1.ts";
import { profileCommands } from "./profile-commands.ts";
import type { SavedShell } from "./saved-shell.ts";
import { shellEnvironment } from "./shell-environment.ts";
import { createShellFiles } from "./shell-files.ts";
import { shellLimits } from "./shell-limits.ts";
import { isBeginning, restoreShell, type ShellExtras, saveShell } from "./shell-memory.ts";
import { openShellRealm, type ShellRealm } from "./shell-realm.ts";
import { openShellStdin } from "./shell-stdin.ts";
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

/** How a script ended that is a step of a session. */
export interface StepEnd {
  readonly saved: SavedShell;
  /** Whether it has called `exit`. */
  readonly hasLeft: boolean;
  /** Whether it is only the beginning of a script, and nothing was done. */
  readonly isUnfinished: boolean;
}

/** Makes a script a step of a session. */
export interface ShellSession {
  /** What the step before has left; undefined for the first one. */
  readonly saved: SavedShell | undefined;
  /** Takes what this one leaves. */
  keep(end: StepEnd): void;
}

/** What setting up a shell costs, in fuel. */
const startFuel = 200_000;

/** A realm, and the shell that others are made from. */
interface ReadyRealm {
  readonly realm: ShellRealm;
  readonly template: Shell;
}

/** Realms that are not in use. Shells that start each other need one each. */
const idleRealms: ReadyRealm[] = [];

/**
 * Runs `script` to its end and returns its exit code. Throws the `GuestStop` of a shell that was
 * stopped: out of fuel, past its deadline, cancelled, or too deep in itself; and the `InvalidState`
 * of a session that another shell has not left.
 */
export function runShell(script: ShellScript, kernel: Kernel, session?: ShellSession): number {
  const ready = idleRealms.pop() ?? openReadyRealm();
  try {
    return runIn(ready, script, kernel, session);
  } finally {
    idleRealms.push(ready);
  }
}

function openReadyRealm(): ReadyRealm {
  const realm = openShellRealm();
  realm.interpreter.fuel = Number.POSITIVE_INFINITY;
  const template = new realm.interpreter.Bash({
    cwd: "/app",
    env: {},
    customCommands: createCommands(realm),
    executionLimits: shellLimits,
    defenseInDepth: false,
  });
  return { realm, template };
}

function runIn(
  { realm, template }: ReadyRealm,
  script: ShellScript,
  kernel: Kernel,
  session: ShellSession | undefined,
): number {
  const { interpreter, promises } = realm;
  kernel.fuel.charge(startFuel);
  const extras: ShellExtras = { traps: new Map(), umask: 0o022 };
  let { traps } = extras;
  const system = createSystemFiles(withHostCommands(shellCommandNames(), kernel));
  const output = createOutput(kernel);
  const stdin = openShellStdin(kernel, realm);
  interpreter.fuel = Number.POSITIVE_INFINITY;
  const shell = interpreter.renew(template, {
    fs: createShellFiles({ kernel, system, promises, umask: () => extras.umask }),
    cwd: kernel.cwd,
    env: shellEnvironment(kernel),
    ownsCommands: kernel.profiler !== undefined,
  });
  shell.registerCommand(createTrap(() => traps));
  shell.registerCommand(createUmask(extras));
  setParameters(shell.state.env, script);
  fitCommands(shell, realm, kernel);
  if (kernel.profiler !== undefined) profileCommands(shell, realm, kernel.profiler);
  let state: ShellState | undefined;
  let hasLeft = false;
  const run = {
    kernel,
    output,
    runFile: runForeignFile(kernel, promises),
    keepState: (kept: ShellState) => {
      state = kept;
    },
    leave: () => {
      hasLeft = true;
    },
    enterScript: () => {
      const outer = traps;
      traps = new Map();
      return () => {
        const action = traps.get("EXIT");
        traps = outer;
        return action;
      };
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
  const runScript = (): number => {
    if (session?.saved !== undefined) {
      restoreShell(session.saved, { shell, interpreter, extras });
    }
    const { words } = script;
    const options = { stdin, stdinKind: "bytes" } as const;
    const exitCode = execute(
      script.source,
      words === undefined ? options : { ...options, args: words },
    );
    if (session !== undefined) {
      const saved = { ...saveShell(state ?? shell.state, extras), lastExitCode: exitCode };
      const isUnfinished = exitCode === 2 && isBeginning(interpreter, script.source);
      session.keep({ saved, hasLeft, isUnfinished });
      if (!hasLeft) return exitCode;
    }
    const last = traps.get("EXIT");
    if (last !== undefined && last !== "") {
      // The shell forgets what a script has set, but its last words know it.
      Object.assign(shell.state, state);
      execute(last, options);
    }
    return exitCode;
  };
  return realm.during(run, () => {
    try {
      return runScript();
    } finally {
      stdin.release();
    }
  });
}

let knownNames: ReadonlySet<string> | undefined;

/** The names of all commands; what only the shell itself can do, such as `cd`, is not among them. */
export function shellCommandNames(): ReadonlySet<string> {
  if (knownNames === undefined) {
    const ready = idleRealms.pop() ?? openReadyRealm();
    idleRealms.push(ready);
    knownNames = new Set([...ready.realm.interpreter.getCommandNames(), ...ownCommandNames]);
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
  return (stream, piece, isBytes = false) => {
    const descriptor = fds.get(stream === "stdout" ? 1 : 2);
    if (piece === "" || descriptor?.kind !== "stream") return;
    descriptor.stream.write?.(isBytes ? fromLatin1(piece) : encodeText(piece));
  };
}
