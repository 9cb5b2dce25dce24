/**
 * Makes, once for each version, what every run of Python starts from: the metered module, the
 * compiled standard library, and the state of an interpreter that has started. The same bytes on
 * every machine and engine.
 */

import type { SyncFileSystem } from "../../vfs/index.ts";
import { type InstrumentMeta, instrument } from "../../wasm/index.ts";
import { createVirtualClock } from "../clock.ts";
import { createKernel } from "../create-kernel.ts";
import type { EngineHost } from "../engine.ts";
import { createSeededEntropy } from "../entropy.ts";
import { createFuelAccount } from "../fuel-account.ts";
import { loadPinned, pythonAssets } from "./assets.ts";
import { sleepTimer } from "./emscripten/clock-calls.ts";
import { compiledStdlib, compileStdlib, stdlibZip } from "./guest/compile-stdlib.ts";
import { driver, settle } from "./guest/driver.ts";
import { eventLoop } from "./guest/event-loop.ts";
import { globalPrefix, Interpreter, type InterpreterModule, usedExports } from "./interpreter.ts";
import { editModule, type NewBody, withoutData } from "./module-edit.ts";
import type { Snapshot } from "./snapshot.ts";
import { createStdlibFileSystem, stdlibPath } from "./stdlib.ts";

/** What is kept of a preparation. */
export interface PythonParts {
  /** The metered module without its data, which is in the snapshot. */
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly meta: InstrumentMeta;
  readonly snapshot: Snapshot;
  readonly stdlib: SyncFileSystem;
}

/** Fuel for preparing: what it takes is known, but not limited. */
const unlimitedFuel = 2n ** 62n;

/** The most memory that any run may have, in bytes; the limit of one run is its kernel's. */
const maxMemoryBytes = 2 ** 31;

/** The environment in which the interpreter starts. It is gone before the snapshot. */
const startEnv = {
  PYTHONHASHSEED: "0",
  PYTHONUTF8: "1",
  PYTHONDONTWRITEBYTECODE: "1",
  PYTHONINSPECT: "1",
  PYTHONNOUSERSITE: "1",
};

/**
 * Functions of C that wait in a loop: they let the clock's time pass instead, without burning fuel.
 * `emscripten_thread_sleep(f64 milliseconds)`, and `_PySemaphore_Wait(i32, i64 nanoseconds) -> i32`,
 * whose answer is then always Py_PARK_TIMEOUT: nobody else is there who could post.
 */
const waitingFunctions: readonly NewBody[] = [
  {
    exportName: "emscripten_thread_sleep",
    importName: "_setitimer_js",
    // i32.const sleepTimer, local.get 0; drop
    before: [0x41, sleepTimer & 0x7f, 0x20, 0],
    after: [0x1a],
  },
  {
    exportName: "_PySemaphore_Wait",
    importName: "_setitimer_js",
    // i32.const sleepTimer, local.get 1, f64.convert_i64_s, f64.const 1e6, f64.div; drop, i32.const -2
    before: [
      0x41,
      sleepTimer & 0x7f,
      0x20,
      1,
      0xb9,
      0x44,
      0,
      0,
      0,
      0,
      0x80,
      0x84,
      0x2e,
      0x41,
      0xa3,
    ],
    after: [0x1a, 0x41, 0x7e],
  },
];

/** Prepares from nothing, in some seconds. */
export async function preparePython({ loadAsset, onProgress }: EngineHost): Promise<PythonParts> {
  const report = onProgress ?? ((): void => {});
  const [source, zip] = await Promise.all([
    loadPinned(loadAsset, pythonAssets.wasm),
    loadPinned(loadAsset, pythonAssets.stdlib),
  ]);
  report("Preparing Python, once: metering the interpreter (1/3)");
  const { bytes, meta } = meterInterpreter(source);
  const module = await WebAssembly.compile(bytes);
  const interpreter = { module, meta, imports: WebAssembly.Module.imports(module) };
  report("Preparing Python, once: compiling the standard library (2/3)");
  const stdlib = makeStdlib(interpreter, zip);
  report("Preparing Python, once: starting the interpreter (3/3)");
  const snapshot = makeSnapshot(interpreter, stdlib);
  return { wasm: withoutData(bytes), meta, snapshot, stdlib };
}

function meterInterpreter(source: Uint8Array): ReturnType<typeof instrument> {
  const edited = editModule(source, {
    keepExports: usedExports,
    globalPrefix,
    bodies: waitingFunctions,
  });
  return instrument(edited, {
    memory: { maxBytes: maxMemoryBytes },
    initialFuel: unlimitedFuel,
    debugNames: false,
  });
}

function makeStdlib(interpreter: InterpreterModule, zip: Uint8Array): SyncFileSystem {
  const fs = createStdlibFileSystem();
  fs.mkdir("/lib");
  fs.mkdir(compiledStdlib);
  fs.writeFile(stdlibZip, zip);
  runOnce(interpreter, fs, [compileStdlib]);
  fs.unlink(stdlibZip);
  fs.rename(compiledStdlib, stdlibPath);
  return fs;
}

function makeSnapshot(interpreter: InterpreterModule, stdlib: SyncFileSystem): Snapshot {
  stdlib.mkdir("/app");
  const started = runOnce(interpreter, stdlib, [driver, eventLoop, settle]);
  stdlib.rmdir("/app");
  return started.capture();
}

/** Starts an interpreter that sees `fs`, at the same time and with the same luck as ever, and runs `steps`. */
function runOnce(
  interpreter: InterpreterModule,
  fs: SyncFileSystem,
  steps: readonly string[],
): Interpreter {
  let said = "";
  const decoder = new TextDecoder();
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(unlimitedFuel),
    args: [],
    clock: createVirtualClock(),
    entropy: createSeededEntropy(0),
    maxMemoryBytes,
    stderr: (chunk) => {
      said += decoder.decode(chunk);
    },
  });
  try {
    const started = new Interpreter(interpreter, { kernel, env: startEnv });
    started.boot();
    if (steps.every((step) => started.execute(step))) return started;
    throw new Error(`Cannot prepare Python: a step of it failed: ${said}`);
  } finally {
    kernel.close();
  }
}
