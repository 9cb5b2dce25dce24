/** One run of one program, or one step of a session, in a CPython that is restored from a snapshot. */
import type { SyncFileSystem } from "../../vfs/index.ts";
import { FuelMeter } from "../../wasm/index.ts";
import { InvalidState, type SessionStep } from "../engine.ts";
import { endAs, explainEnd } from "../guest-end.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import type { PreparedModule } from "../prepare-module.ts";
import type { PythonProgram } from "../python/index.ts";
import {
  captureSnapshot,
  decodeSnapshot,
  encodeSnapshot,
  overwriteMemory,
  type Snapshot,
} from "../python/snapshot.ts";
import { readUncaught } from "../uncaught.ts";
import type { WasiContext } from "../wasi/context.ts";
import { GuestMemory } from "../wasi/memory.ts";
import { linkWasi } from "../wasi-link.ts";
import { openDirectories, putJobFile, takeJobFile } from "./directories.ts";
import { jobFiles } from "./driver.ts";
import type { PythonWasiBuild } from "./prepare.ts";

/** What every run starts from. */
export interface PreparedPythonWasi {
  readonly base: PythonWasiBuild["base"];
  readonly snapshot: Snapshot;
}

/** What to run, and in which state. */
export interface PythonJob {
  readonly program: PythonProgram;
  /** The state of a session; undefined for a run on its own. */
  readonly session?: { readonly state: Uint8Array<ArrayBuffer> | undefined } | undefined;
}

/** Runs it to its end. A run on its own leaves no state. */
export function runJob(
  { base: shared, snapshot: first }: PreparedPythonWasi,
  { module, meta }: PreparedModule,
  { program, session }: PythonJob,
  kernel: Kernel,
): SessionStep {
  const state = session?.state;
  const snapshot = state === undefined ? first : readState(state, first);
  if (snapshot.memoryBytes > kernel.maxMemoryBytes) return nothing(tooSmall(snapshot, kernel));
  const base = shared.fork();
  const closeDirectories = openDirectories(kernel, base);
  try {
    putJob(base, { program, session }, kernel);
    const context: WasiContext = { kernel, memory: new GuestMemory(), args: [], environ: [] };
    const linked = linkWasi(module, context);
    if (linked.fault !== undefined) return nothing(endAs("trapped", 0, linked.fault));
    const { exports } = new WebAssembly.Instance(module, linked.imports);
    const { memory, _start: enter } = exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof enter !== "function") {
      throw new TypeError("Cannot run Python: its memory or its entry is not exported");
    }
    const globals = meta.globals.map((name) => requireGlobal(exports[name]));
    restore(memory, globals, snapshot);
    context.memory.attach(memory);
    kernel.memory = memory;
    const meter = FuelMeter.attach({ exports }, meta);
    const detach = kernel.fuel.attach(meter);
    let error: unknown;
    try {
      if (kernel.poll() === undefined) {
        enter();
        // A run ends by exiting. When it comes back, a program has broken the driver.
        if (session === undefined) kernel.stop(new GuestStop("exited", 1));
      }
    } catch (thrown) {
      error = thrown;
    } finally {
      detach();
    }
    const memoryPeakBytes = memory.buffer.byteLength;
    const told = takeJobFile(base, jobFiles.uncaught, maxUncaughtBytes);
    kernel.uncaught = told === undefined ? undefined : readUncaught(told);
    const isAtRest = error === undefined && kernel.stopped === undefined;
    const said = isAtRest
      ? readReport(takeJobFile(base, jobFiles.report, maxReportBytes))
      : undefined;
    if (said === undefined) {
      const { trapReason } = meter;
      return nothing(explainEnd({ kernel, trapReason, error, memoryPeakBytes }));
    }
    const { exitCode, value } = said;
    const fault = exitCode === 0 || !kernel.uncaught ? {} : { error: kernel.uncaught };
    const values = globals.map((global) => Number(global.value) >>> 0);
    return {
      end: { outcome: "exited", exitCode: exitCode & 0xff, memoryPeakBytes, ...fault },
      state: encodeSnapshot(captureSnapshot(new Uint8Array(memory.buffer), values)),
      value,
    };
  } catch (error) {
    if (error instanceof RangeError) return nothing(endAs("out-of-memory", 0));
    throw error;
  } finally {
    closeDirectories();
  }
}

/** What a program says of its end is not longer; its last value may be as long as its memory. */
const maxUncaughtBytes = 256 * 1024;
const maxReportBytes = 64 * 2 ** 20;

function putJob(base: SyncFileSystem, { program, session }: PythonJob, kernel: Kernel): void {
  const { source, path } = program;
  const { args, env, cwd } = kernel;
  const encoder = new TextEncoder();
  const header = {
    argv: program.argv ?? [path, ...args.slice(1)],
    ...{ env, path, cwd },
    isStep: session !== undefined,
    isFirst: session?.state === undefined,
  };
  putJobFile(base, jobFiles.header, encoder.encode(JSON.stringify(header)));
  putJobFile(base, jobFiles.source, typeof source === "string" ? encoder.encode(source) : source);
}

const pageBytes = 65_536;

function restore(
  memory: WebAssembly.Memory,
  globals: readonly WebAssembly.Global[],
  snapshot: Snapshot,
): void {
  const missing = snapshot.memoryBytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(missing / pageBytes);
  overwriteMemory(snapshot, new Uint8Array(memory.buffer));
  globals.forEach((global, index) => {
    global.value = (snapshot.globals[index] ?? 0) | 0;
  });
}

function requireGlobal(value: WebAssembly.ExportValue | undefined): WebAssembly.Global {
  if (value instanceof WebAssembly.Global) return value;
  throw new TypeError("Cannot run Python: one of its globals is not exported");
}

function nothing(end: SessionStep["end"]): SessionStep {
  return { end, state: undefined, value: undefined };
}

function tooSmall({ memoryBytes }: Snapshot, { maxMemoryBytes }: Kernel): SessionStep["end"] {
  const message = `Cannot run Python in ${maxMemoryBytes} bytes of memory: it needs ${memoryBytes}`;
  return endAs("out-of-memory", 0, { code: "MEMORY_LIMIT", message });
}

interface StepReport {
  readonly exitCode: number;
  readonly value: string | undefined;
}

/** It comes from the guest, which may have written it itself. */
function readReport(text: string | undefined): StepReport | undefined {
  try {
    const report: unknown = JSON.parse(text ?? "");
    const { exitCode, value } = report as Readonly<Record<string, unknown>>;
    if (!Number.isSafeInteger(exitCode)) return undefined;
    return { exitCode: Number(exitCode), value: typeof value === "string" ? value : undefined };
  } catch {
    return undefined;
  }
}

function readState(stored: Uint8Array<ArrayBuffer>, first: Snapshot): Snapshot {
  let snapshot: Snapshot | undefined;
  try {
    snapshot = decodeSnapshot(stored);
  } catch {
    // What is no snapshot may have lengths that lead anywhere.
  }
  const fits =
    snapshot !== undefined &&
    snapshot.globals.length === first.globals.length &&
    snapshot.memoryBytes >= first.memoryBytes &&
    snapshot.memoryBytes % pageBytes === 0;
  if (snapshot === undefined || !fits) {
    throw new InvalidState("Cannot take on the state: it is none of this engine");
  }
  return snapshot;
}
