/**
 * Makes, once for each version, what every run of Python starts from: the metered module, the
 * compiled standard library, and the state of an interpreter that has started. The same bytes on
 * every machine and engine.
 */

import { baseName, dirName, type SyncFileSystem } from "../../vfs/index.ts";
import {
  editModule,
  type InstrumentMeta,
  type InstrumentOptions,
  instrument,
} from "../../wasm/index.ts";
import { createVirtualClock } from "../clock.ts";
import { createKernel } from "../create-kernel.ts";
import type { EngineHost } from "../engine.ts";
import { createSeededEntropy } from "../entropy.ts";
import { createFuelAccount } from "../fuel-account.ts";
import { timeZonesVersion } from "./generated/time-zones-version.ts";
import { compiledStdlib, compileStdlib, stdlibZip } from "./guest/compile-stdlib.ts";
import { driver, settle } from "./guest/driver.ts";
import { errnoModule } from "./guest/errno-module.ts";
import { eventLoop } from "./guest/event-loop.ts";
import {
  globalPrefix,
  Interpreter,
  type InterpreterModule,
  stackBytes,
  usedExports,
} from "./interpreter.ts";
import { loadTimeZones } from "./load-time-zones.ts";
import { patches } from "./module-patches.ts";
import type { Snapshot } from "./snapshot.ts";
import { attachStdlib, createStdlibFileSystem, encodeStdlib, stdlibPath } from "./stdlib.ts";

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

/** Everything but the assets that what is prepared depends on, as plain data. */
export function preparationInputs(): unknown {
  const places = { originalIndex: () => 0, functionIndex: () => 0, globalIndex: () => 0 };
  return [
    preparationVersion,
    [instrument(emptyModule).meta, [...encodeStdlib(makeSample())]],
    Object.entries(patches).map(([name, body]) => [name, body(() => 0, places)]),
    [...usedExports],
    [startEnv, maxMemoryBytes, stackBytes],
    [compileStdlib(timeZonesVersion), errnoModule, driver, eventLoop, settle],
  ];
}

/** A library that shows how libraries are stored. */
function makeSample(): SyncFileSystem {
  const fs = createStdlibFileSystem();
  fs.mkdir("/package");
  fs.writeFile("/package/module.pyc", Uint8Array.of(1));
  return fs;
}

/** Changes whenever the same inputs are prepared in another way, or stored in another form. */
const preparationVersion = 3;

/** The smallest module: magic and version. */
const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/** Prepares from nothing, in some seconds. */
export async function preparePython({ loadAsset, onProgress }: EngineHost): Promise<PythonParts> {
  const report = onProgress ?? ((): void => {});
  const [source, zip, zones] = await Promise.all([
    loadAsset("pyodide.asm.wasm"),
    loadAsset("python_stdlib.zip"),
    loadTimeZones(),
  ]);
  report("Preparing Python, once: metering the interpreter (1/3)");
  const { bytes, meta } = meterInterpreter(source);
  const module = await WebAssembly.compile(bytes);
  const interpreter = { module, meta, imports: WebAssembly.Module.imports(module) };
  report("Preparing Python, once: compiling the standard library (2/3)");
  const stdlib = makeStdlib(interpreter, zip, zones);
  report("Preparing Python, once: starting the interpreter (3/3)");
  const snapshot = makeSnapshot(interpreter, stdlib);
  report(undefined);
  return { wasm: editModule(bytes, { data: false }), meta, snapshot, stdlib };
}

/** Meters the interpreter. With `resume` it asks its host, as `instrument` says. */
export function meterInterpreter(
  source: Uint8Array<ArrayBuffer>,
  resume: InstrumentOptions["resume"] = false,
): ReturnType<typeof instrument> {
  const edited = editModule(source, {
    exports: { keep: [...usedExports], globals: globalPrefix },
    bodies: patches,
    custom: false,
  });
  return instrument(edited, {
    memory: { maxBytes: maxMemoryBytes },
    initialFuel: unlimitedFuel,
    debugNames: false,
    resume,
  });
}

function makeStdlib(
  interpreter: InterpreterModule,
  zip: Uint8Array,
  zones: string,
): SyncFileSystem {
  const fs = createStdlibFileSystem();
  fs.mkdir(dirName(stdlibZip));
  fs.mkdir(compiledStdlib);
  fs.writeFile(stdlibZip, zip);
  runOnce(interpreter, fs, [compileStdlib(zones)]);
  fs.unlink(stdlibZip);
  fs.rmdir(dirName(stdlibZip));
  fs.rename(compiledStdlib, `/${baseName(stdlibPath)}`);
  return fs;
}

function makeSnapshot(interpreter: InterpreterModule, stdlib: SyncFileSystem): Snapshot {
  const fs = createStdlibFileSystem();
  fs.mkdir("/app");
  attachStdlib(fs, stdlib);
  return runOnce(interpreter, fs, [errnoModule, driver, eventLoop, settle]).capture();
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
