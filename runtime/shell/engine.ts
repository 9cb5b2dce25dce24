/** Runs scripts of the shell as programs of their own. */
import type { Engine } from "../engine.ts";
import { explainEnd } from "../guest-end.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd } from "../outcome.ts";
import { loadInterpreter } from "./load-interpreter.ts";
import { runShell } from "./run-shell.ts";
import { runShellStep } from "./run-step.ts";

/** A script for the shell. */
export interface ShellProgram {
  readonly source: string;
  /** What it calls itself: a name, or a guest path. */
  readonly path: string;
}

/** Opens the engine for scripts of the shell. */
export function openShellEngine(): Engine<ShellProgram> {
  return {
    prepare: () => loadInterpreter(),
    async run(program, kernel) {
      await loadInterpreter();
      return runScript(program, kernel);
    },
    runNow: runScript,
    async step(program, kernel, state) {
      await loadInterpreter();
      return runShellStep(program, kernel, state);
    },
  };
}

function runScript({ source, path }: ShellProgram, kernel: Kernel): GuestEnd {
  try {
    const exitCode = runShell({ source, name: path, args: kernel.args.slice(1) }, kernel);
    return { outcome: "exited", exitCode, memoryPeakBytes: 0 };
  } catch (error) {
    if (!(error instanceof GuestStop)) throw error;
    kernel.stop(error);
    return explainEnd({ kernel, trapReason: undefined, error, memoryPeakBytes: 0 });
  }
}
