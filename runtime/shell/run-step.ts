/** One step of a shell's session: it takes on what the step before has left, runs, and leaves it anew. */
import { FsError } from "../../vfs/index.ts";
import type { SessionStep } from "../engine.ts";
import { explainEnd } from "../guest-end.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import type { ShellProgram } from "./engine.ts";
import { runShell, type StepEnd } from "./run-shell.ts";
import { decodeSavedShell, encodeSavedShell } from "./saved-shell.ts";
import { stateFuel } from "./shell-memory.ts";

/** What a step of a shell's session answers besides its output. */
export interface ShellStepValue {
  /** Where the next step starts: an absolute guest path. */
  readonly cwd: string;
  /** Whether `exit` was called; the session goes on nevertheless. */
  readonly exited: boolean;
  /** Whether the code ends in the middle of a command, so that nothing was done. */
  readonly unfinished: boolean;
}

/** Runs a step. Throws `InvalidState` for a state that no shell has left. */
export function runShellStep(
  { source, path }: ShellProgram,
  kernel: Kernel,
  state: Uint8Array<ArrayBuffer> | undefined,
): SessionStep {
  let end: StepEnd | undefined;
  try {
    kernel.fuel.charge(stateFuel(state?.length ?? 0));
    const saved = state && decodeSavedShell(state);
    const script = { source, name: path, args: kernel.args.slice(1) };
    const keep = (kept: StepEnd): void => {
      end = kept;
    };
    const exitCode = runShell(script, kernel, { saved, keep });
    const kept = end && encodeSavedShell(end.saved);
    kernel.fuel.charge(stateFuel(kept?.length ?? 0));
    if (end === undefined || kept === undefined) return tooLarge(kernel);
    moveTo(kernel, end.saved.cwd);
    return {
      end: { outcome: "exited", exitCode, memoryPeakBytes: 0 },
      state: kept,
      value: JSON.stringify(answerOf(end)),
    };
  } catch (error) {
    if (!(error instanceof GuestStop)) throw error;
    kernel.stop(error);
    const stopped = explainEnd({ kernel, trapReason: undefined, error, memoryPeakBytes: 0 });
    return { end: stopped, state: undefined, value: undefined };
  }
}

function answerOf({ saved, hasLeft, isUnfinished }: StepEnd): ShellStepValue {
  return { cwd: saved.cwd, exited: hasLeft, unfinished: isUnfinished };
}

function tooLarge(kernel: Kernel): SessionStep {
  const descriptor = kernel.fds.get(2);
  const message = "bash: the variables and functions are more than a session keeps\n";
  if (descriptor?.kind === "stream") {
    descriptor.stream.write?.(new TextEncoder().encode(message));
  }
  const end = { outcome: "exited", exitCode: 1, memoryPeakBytes: 0 } as const;
  return { end, state: undefined, value: undefined };
}

/** The directory may be gone: the shell knows it nevertheless. */
function moveTo(kernel: Kernel, directory: string): void {
  try {
    kernel.chdir(directory);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}
