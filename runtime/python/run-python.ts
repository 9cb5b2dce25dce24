/** One run of one Python program: interpreter, snapshot, job, end. */
import { endAs, explainEnd } from "../guest-end.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd } from "../outcome.ts";
import { jobDevice, runProgram } from "./guest/driver.ts";
import { Interpreter, type InterpreterModule, type InterpreterOptions } from "./interpreter.ts";
import { createJob } from "./job.ts";
import { attachLibrary, type Library, libraryPaths } from "./library.ts";
import { watchPython } from "./profile/watch-python.ts";
import type { Snapshot } from "./snapshot.ts";

/** What to run. */
export interface PythonProgram {
  /** Source text; bytes when it is to be read as CPython reads a file. */
  readonly source: string | Uint8Array<ArrayBuffer>;
  /** What the program is called in tracebacks and `__file__`: a guest path, or a name such as `<string>`. */
  readonly path: string;
  /** `sys.argv`. Default: the path, and what follows the program's own name in the kernel's arguments. */
  readonly argv?: readonly string[];
}

/** What every run starts from. Shared by all runs. */
export interface PreparedPython extends Library {
  readonly interpreter: InterpreterModule;
  readonly snapshot: Snapshot;
  /** Interpreters that have ended a run and can start another. Empty to begin with. */
  readonly idle: Interpreter[];
}

/** Runs a program to its end. */
export function runPython(
  prepared: PreparedPython,
  program: PythonProgram,
  kernel: Kernel,
): GuestEnd {
  const detachLibrary = attachLibrary(kernel.fs, prepared);
  try {
    return runWithLibrary(prepared, program, kernel);
  } finally {
    detachLibrary();
  }
}

function runWithLibrary(
  prepared: PreparedPython,
  program: PythonProgram,
  kernel: Kernel,
): GuestEnd {
  const devices = new Map([
    [jobDevice, createJob(program, kernel, { libraries: libraryPaths(prepared) })],
  ]);
  let interpreter: Interpreter;
  try {
    interpreter = openInterpreter(prepared, prepared.snapshot, { kernel, devices });
  } catch (error) {
    if (error instanceof RangeError) return endAs("out-of-memory", 0);
    throw error;
  }
  const { meter, heap } = interpreter;
  kernel.memory = heap;
  const detach = kernel.fuel.attach(meter);
  const unwatch = watch(prepared, program, kernel, interpreter);
  let error: unknown;
  try {
    if (kernel.poll() === undefined) {
      interpreter.execute(runProgram);
      // The driver ends by exiting. When it comes back, a program has broken it.
      kernel.stop(new GuestStop("exited", 1));
    }
  } catch (thrown) {
    error = thrown;
  } finally {
    unwatch();
    detach();
    keepInterpreter(prepared, interpreter);
  }
  const memoryPeakBytes = heap.buffer.byteLength;
  return explainEnd({ kernel, trapReason: meter.trapReason, error, memoryPeakBytes });
}

/** Has the run's profiler, if there is one, watch the interpreter until the returned function is called. */
export function watch(
  { snapshot }: PreparedPython,
  { path }: PythonProgram,
  { profiler, fuel }: Kernel,
  interpreter: Interpreter,
): () => void {
  if (profiler === undefined) return () => {};
  return watchPython(profiler, { interpreter, snapshot, path, fuel });
}

/** Interpreters that are kept for another run. Programs that start programs need several at once; that is rare. */
const maxIdle = 1;

/** Opens an interpreter in the state of `snapshot`. Throws RangeError when the host has no memory left for it. */
export function openInterpreter(
  { interpreter: module, idle }: PreparedPython,
  snapshot: Snapshot,
  options: InterpreterOptions,
): Interpreter {
  const kept = idle.pop();
  kept?.serve(options);
  const interpreter = kept ?? new Interpreter(module, options);
  interpreter.restore(snapshot);
  return interpreter;
}

/** Keeps an interpreter unless its memory has grown: memory never shrinks, and its size shows in the fuel of the next run. */
export function keepInterpreter(
  { snapshot, idle }: PreparedPython,
  interpreter: Interpreter,
): void {
  const hasGrown = interpreter.heap.buffer.byteLength > snapshot.memoryBytes;
  if (hasGrown || idle.length >= maxIdle) return;
  interpreter.serve(undefined);
  idle.push(interpreter);
}
