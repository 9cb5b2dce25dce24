/** Runs Python programs on a CPython for WASI that the user has: the same programs, another interpreter. */
import type { FileSystem, SyncFileSystem } from "../../vfs/index.ts";
import { createFileSystem, encodeRecords } from "../../vfs/index.ts";
import { type InstrumentOptions, instrument } from "../../wasm/index.ts";
import type { Engine, EngineHost } from "../engine.ts";
import { hashOf } from "../hash.ts";
import type { Kernel } from "../kernel.ts";
import { createModulePreparer, type PreparedModule } from "../prepare-module.ts";
import type { PythonProgram } from "../python/index.ts";
import { decodeSnapshot, encodeSnapshot } from "../python/snapshot.ts";
import { wasiInstrumentOptions } from "../wasi-module.ts";
import { createBase } from "./directories.ts";
import { driver } from "./driver.ts";
import { globalPrefix, type PythonWasiBuild, type StartedPython, startPython } from "./prepare.ts";
import { type PreparedPythonWasi, runJob } from "./run.ts";

/** A CPython for WASI. */
export interface PythonWasiOptions {
  /** The module: a WASI command of CPython 3.8 or later for wasm32, with its own `_start`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /**
   * What programs see as `/python`, read-only: the standard library, where it is not part of the module.
   * It is copied, and must not have a name "job".
   */
  readonly library?: SyncFileSystem | FileSystem;
  /** The environment that the interpreter starts in, such as `PYTHONHOME`; programs do not see it. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Opens the engine. The interpreter is started once, which takes about a second, and its state is
 * kept in the host's cache; every run and session starts from there. Programs have `/app`, `/tmp` and
 * `/python`. Unlike `openPythonEngine` there is no `sandbox_utils` and no top-level `await`.
 *
 * Rejects with `WasmError` for what is no module, with an error that quotes the interpreter when it
 * does not start.
 */
export async function openPythonWasiEngine(
  host: Pick<EngineHost, "cache" | "onProgress">,
  options: PythonWasiOptions,
): Promise<Engine<PythonProgram>> {
  const { bytes, env = {}, library = createFileSystem() } = options;
  const base = createBase("sync" in library ? library.sync : library);
  const started = await start(host, { bytes, env, base });
  const prepared: PreparedPythonWasi = { base, snapshot: started.snapshot };
  const prepareModule = createModulePreparer(host.cache);
  const meter = (maxMemoryBytes: number): Promise<PreparedModule> =>
    prepareModule(started.bytes, meteringOptions(maxMemoryBytes, prepared));
  return {
    async prepare(maxMemoryBytes) {
      await meter(maxMemoryBytes);
    },
    async run(program: PythonProgram, kernel: Kernel) {
      return runJob(prepared, await meter(kernel.maxMemoryBytes), { program }, kernel).end;
    },
    async step(program, kernel, state) {
      const session = { state };
      return runJob(prepared, await meter(kernel.maxMemoryBytes), { program, session }, kernel);
    },
  };
}

/** A limit below what the interpreter has is for the run to refuse, not for the module. */
function meteringOptions(
  maxMemoryBytes: number,
  { snapshot }: PreparedPythonWasi,
): InstrumentOptions {
  return {
    ...wasiInstrumentOptions(Math.max(maxMemoryBytes, snapshot.memoryBytes)),
    exports: { keep: ["memory", "_start"], globals: globalPrefix },
  };
}

/** From the cache, or anew. */
async function start(
  { cache, onProgress }: Pick<EngineHost, "cache" | "onProgress">,
  build: PythonWasiBuild,
): Promise<StartedPython> {
  const key = await cacheKey(build);
  const [module, state] = await Promise.all([cache.get(`${key}-module`), cache.get(key)]);
  const snapshot = state && decodeSnapshot(state);
  if (module !== undefined && snapshot !== undefined) return { bytes: module, snapshot };
  onProgress?.("Starting Python for WASI");
  try {
    const started = startPython(build);
    // A cache that cannot keep it costs time at the next start, nothing else.
    await Promise.all([
      cache.put(`${key}-module`, started.bytes),
      cache.put(key, encodeSnapshot(started.snapshot)),
    ]).catch(() => undefined);
    return started;
  } finally {
    onProgress?.(undefined);
  }
}

/** Everything that the state depends on. */
async function cacheKey({ bytes, env, base }: PythonWasiBuild): Promise<string> {
  const { version } = instrument(emptyModule).meta;
  const settings = new TextEncoder().encode(JSON.stringify([version, env, driver]));
  const parts = [bytes, encodeRecords(base.image()), settings];
  const hashes = await Promise.all(parts.map((part) => hashOf(part)));
  return `python-wasi-${await hashOf(new TextEncoder().encode(hashes.join()))}`;
}

/** The smallest module: magic and version. */
const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);
