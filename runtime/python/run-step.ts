/** One step of a Python session: the interpreter takes on a state, runs, and leaves another. */
import { InvalidState, type SessionStep } from "../engine.ts";
import { endAs, explainEnd } from "../guest-end.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd } from "../outcome.ts";
import { outOfMemoryExit } from "./emscripten/process-calls.ts";
import { jobDevice, runStep, stepDevice } from "./guest/driver.ts";
import type { Interpreter } from "./interpreter.ts";
import { createJob } from "./job.ts";
import { attachLibrary, libraryPaths } from "./library.ts";
import {
  keepInterpreter,
  openInterpreter,
  type PreparedPython,
  type PythonProgram,
  watch,
} from "./run-python.ts";
import { decodeSnapshot, encodeSnapshot, type Snapshot } from "./snapshot.ts";

/** Runs a step. Throws `InvalidState` for a state that is none of this interpreter. */
export function runPythonStep(
  prepared: PreparedPython,
  program: PythonProgram,
  kernel: Kernel,
  stored: Uint8Array<ArrayBuffer> | undefined,
): SessionStep {
  const snapshot = stored === undefined ? prepared.snapshot : readState(stored, prepared.snapshot);
  if (snapshot.memoryBytes > kernel.maxMemoryBytes) return nothing(endAs("out-of-memory", 0));
  const detachLibrary = attachLibrary(kernel.fs, prepared);
  try {
    return run(prepared, snapshot, program, kernel, stored === undefined);
  } finally {
    detachLibrary();
  }
}

function run(
  prepared: PreparedPython,
  snapshot: Snapshot,
  program: PythonProgram,
  kernel: Kernel,
  isFirst: boolean,
): SessionStep {
  let said: StepReport | undefined;
  const takeReport = (source: Uint8Array): void => {
    said = readReport(new TextDecoder().decode(source));
  };
  const devices = new Map([
    [jobDevice, createJob(program, kernel, { isFirst, libraries: libraryPaths(prepared) })],
    [stepDevice, { write: takeReport }],
  ]);
  let interpreter: Interpreter;
  try {
    interpreter = openInterpreter(prepared, snapshot, { kernel, devices });
  } catch (error) {
    if (error instanceof RangeError) return nothing(endAs("out-of-memory", 0));
    throw error;
  }
  const { meter, heap } = interpreter;
  kernel.memory = heap;
  const detach = kernel.fuel.attach(meter);
  const unwatch = watch(prepared, program, kernel, interpreter);
  let error: unknown;
  let isAtRest = false;
  try {
    if (kernel.poll() === undefined) isAtRest = interpreter.execute(runStep);
  } catch (thrown) {
    error = thrown;
  } finally {
    unwatch();
    detach();
  }
  const memoryPeakBytes = heap.buffer.byteLength;
  try {
    if (!isAtRest || kernel.stopped !== undefined || said === undefined) {
      // An interrupt may come before the step's own code has begun, where nothing handles it.
      const { interruptedBy, stopped } = kernel;
      if (interruptedBy !== undefined && stopped === undefined) {
        return nothing(endAs(interruptedBy, memoryPeakBytes));
      }
      const { trapReason } = meter;
      return nothing(explainEnd({ kernel, trapReason, error, memoryPeakBytes }));
    }
    const { exitCode, value } = said;
    if (exitCode === outOfMemoryExit) {
      return nothing(endAs("out-of-memory", memoryPeakBytes, kernel.uncaught));
    }
    const { uncaught, interruptedBy } = kernel;
    const fault = exitCode === 0 || uncaught === undefined ? {} : { error: uncaught };
    const isInterrupted = exitCode === interruptedExit && interruptedBy !== undefined;
    return {
      end: isInterrupted
        ? endAs(interruptedBy, memoryPeakBytes, uncaught)
        : { outcome: "exited", exitCode: exitCode & 0xff, memoryPeakBytes, ...fault },
      state: encodeSnapshot(interpreter.capture()),
      value,
    };
  } finally {
    keepInterpreter(prepared, interpreter);
  }
}

/** What the driver reports for a KeyboardInterrupt that nothing has caught. */
const interruptedExit = 130;

interface StepReport {
  readonly exitCode: number;
  readonly value: string | undefined;
}

/** It comes from the guest, which may have written it itself. */
function readReport(text: string): StepReport | undefined {
  try {
    const { exitCode, value } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (!Number.isSafeInteger(exitCode)) return undefined;
    return { exitCode: Number(exitCode), value: typeof value === "string" ? value : undefined };
  } catch {
    return undefined;
  }
}

function nothing(end: GuestEnd): SessionStep {
  return { end, state: undefined, value: undefined };
}

const pageBytes = 65_536;

function readState(stored: Uint8Array<ArrayBuffer>, first: Snapshot): Snapshot {
  const snapshot = decode(stored);
  const fits =
    snapshot !== undefined &&
    snapshot.globals.length === first.globals.length &&
    snapshot.memoryBytes >= first.memoryBytes &&
    snapshot.memoryBytes % pageBytes === 0;
  if (!fits) throw new InvalidState("Cannot take on the state: it is none of this engine");
  return snapshot;
}

function decode(stored: Uint8Array<ArrayBuffer>): Snapshot | undefined {
  try {
    return decodeSnapshot(stored);
  } catch {
    return undefined;
  }
}
