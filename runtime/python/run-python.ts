/** One run of one Python program: interpreter, snapshot, job, end. */
import type { SyncFileSystem } from "../../vfs/index.ts";
import { allRights } from "../fd-table.ts";
import { endAs, explainEnd } from "../guest-end.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd } from "../outcome.ts";
import { createRpcDevice, rpcFdVariable } from "../rpc-device.ts";
import type { Stream } from "../stdio.ts";
import { readUncaught } from "../uncaught.ts";
import { jobDevice, runProgram } from "./guest/driver.ts";
import { Interpreter, type InterpreterModule, type InterpreterOptions } from "./interpreter.ts";
import type { Snapshot } from "./snapshot.ts";
import { attachStdlib } from "./stdlib.ts";

/** What to run. */
export interface PythonProgram {
  /** Source text; bytes when it is to be read as CPython reads a file. */
  readonly source: string | Uint8Array<ArrayBuffer>;
  /** What the program is called in tracebacks and `__file__`: a guest path, or a name such as `<string>`. */
  readonly path: string;
}

/** What every run starts from. Shared by all runs. */
export interface PreparedPython {
  readonly interpreter: InterpreterModule;
  readonly snapshot: Snapshot;
  readonly stdlib: SyncFileSystem;
  /** Interpreters that have ended a run and can start another. Empty to begin with. */
  readonly idle: Interpreter[];
}

/** Runs a program to its end. */
export function runPython(
  prepared: PreparedPython,
  program: PythonProgram,
  kernel: Kernel,
): GuestEnd {
  const detachStdlib = attachStdlib(kernel.fs, prepared.stdlib);
  try {
    return runWithStdlib(prepared, program, kernel);
  } finally {
    detachStdlib();
  }
}

function runWithStdlib(prepared: PreparedPython, program: PythonProgram, kernel: Kernel): GuestEnd {
  const devices = new Map([[jobDevice, createJob(program, kernel, addRpcDevice(kernel))]]);
  let interpreter: Interpreter;
  try {
    interpreter = openInterpreter(prepared, { kernel, devices });
  } catch (error) {
    if (error instanceof RangeError) return endAs("out-of-memory", 0);
    throw error;
  }
  const { meter, heap } = interpreter;
  kernel.memory = heap;
  const detach = kernel.fuel.attach(meter);
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
    detach();
    keepInterpreter(prepared, interpreter);
  }
  const memoryPeakBytes = heap.buffer.byteLength;
  return explainEnd({ kernel, trapReason: meter.trapReason, error, memoryPeakBytes });
}

/** Interpreters that are kept for another run. Programs that start programs need several at once; that is rare. */
const maxIdle = 1;

function openInterpreter(
  { interpreter: module, snapshot, idle }: PreparedPython,
  options: InterpreterOptions,
): Interpreter {
  const kept = idle.pop();
  kept?.serve(options);
  const interpreter = kept ?? new Interpreter(module, options);
  interpreter.restore(snapshot);
  return interpreter;
}

/** Keeps an interpreter unless its memory has grown: memory never shrinks, and its size shows in the fuel of the next run. */
function keepInterpreter({ snapshot, idle }: PreparedPython, interpreter: Interpreter): void {
  const hasGrown = interpreter.heap.buffer.byteLength > snapshot.memoryBytes;
  if (hasGrown || idle.length >= maxIdle) return;
  interpreter.serve(undefined);
  idle.push(interpreter);
}

/** The first descriptor after stdin, stdout and stderr, as for other guests. */
const firstFd = 3;

function addRpcDevice(kernel: Kernel): number {
  const stream = createRpcDevice(kernel);
  return kernel.fds.add({ kind: "stream", stream, flags: 0, rights: allRights }, firstFd);
}

function createJob({ source, path }: PythonProgram, kernel: Kernel, rpcFd: number): Stream {
  const { args, env, cwd } = kernel;
  const job = {
    argv: [path, ...args.slice(1)],
    env: { ...env, [rpcFdVariable]: `${rpcFd}` },
    path,
    cwd,
  };
  const encoder = new TextEncoder();
  const parts = [
    encoder.encode(`${JSON.stringify(job)}\n`),
    typeof source === "string" ? encoder.encode(source) : source,
  ];
  return {
    read: (target) => {
      const [part = nothing] = parts;
      const chunk = part.subarray(0, target.length);
      target.set(chunk);
      if (chunk.length < part.length) parts[0] = part.subarray(chunk.length);
      else parts.shift();
      return chunk.length;
    },
    write: (source) => {
      kernel.uncaught = readUncaught(new TextDecoder().decode(source.subarray(0, maxReportBytes)));
    },
  };
}

/** What a program says of its end is not longer. */
const maxReportBytes = 256 * 1024;

const nothing = new Uint8Array();
