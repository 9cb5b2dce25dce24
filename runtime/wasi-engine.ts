/** Runs WASI preview1 programs: WebAssembly modules that export `memory` and `_start`. */
import type { Engine, EngineHost } from "./engine.ts";
import { endAs } from "./guest-end.ts";
import type { Kernel } from "./kernel.ts";
import { createModulePreparer, type PreparedModule } from "./prepare-module.ts";
import type { TraceSink } from "./wasi/context.ts";
import { explainRefusal, wasiInstrumentOptions } from "./wasi-module.ts";
import { runWasiProgram } from "./wasi-program.ts";
import type { Preopen } from "./wasi-setup.ts";

/** A WASI program, and what it starts with beyond what its kernel says. */
export interface WasiProgram {
  /** Its module: what is already compiled cannot be metered. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The directories that are open when it starts, in the order of their numbers. Default: `/app` as `/app` and, as `.`, the working directory. */
  readonly preopens?: readonly Preopen[];
  /** Write a line on stderr for every call, as `strace` does; the limits of stderr hold for it. */
  readonly trace?: boolean;
}

/** Opens the engine for WASI programs. */
export function openWasiEngine(host: EngineHost): Engine<WasiProgram> {
  const prepareModule = createModulePreparer(host.cache);
  return {
    async run({ bytes, preopens, trace }, kernel) {
      if (!(bytes instanceof Uint8Array)) {
        const message = "Cannot run a compiled module: give its bytes, so that it can be metered";
        return endAs("trapped", 0, { code: "NOT_BYTES", message });
      }
      const options = wasiInstrumentOptions(kernel.maxMemoryBytes);
      let prepared: PreparedModule;
      try {
        prepared = await prepareModule(bytes, options);
      } catch (error) {
        return explainRefusal(error, bytes, options);
      }
      const onTrace = trace === true ? openTrace(kernel) : undefined;
      return runWasiProgram(prepared, kernel, { preopens, onTrace });
    },
  };
}

/** Writes lines on the stderr that the program starts with, whatever becomes of its descriptor. */
function openTrace(kernel: Kernel): TraceSink | undefined {
  const stderr = kernel.fds.get(2);
  if (stderr?.kind !== "stream") return undefined;
  const encoder = new TextEncoder();
  return (line) => stderr.stream.write?.(encoder.encode(`${line}\n`));
}
