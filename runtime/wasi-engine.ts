/** Runs WASI preview1 programs: WebAssembly modules that export `memory` and `_start`. */
import type { Engine, EngineHost } from "./engine.ts";
import { endAs } from "./guest-end.ts";
import { createModulePreparer, type PreparedModule } from "./prepare-module.ts";
import { explainRefusal, wasiInstrumentOptions } from "./wasi-module.ts";
import { runWasiProgram } from "./wasi-program.ts";

/** Opens the engine for WASI programs. A program is the bytes of its module: what is already compiled cannot be metered. */
export function openWasiEngine(host: EngineHost): Engine<Uint8Array<ArrayBuffer>> {
  const prepareModule = createModulePreparer(host.cache);
  return {
    async run(program, kernel) {
      if (!(program instanceof Uint8Array)) {
        const message = "Cannot run a compiled module: give its bytes, so that it can be metered";
        return endAs("trapped", 0, { code: "NOT_BYTES", message });
      }
      const options = wasiInstrumentOptions(kernel.maxMemoryBytes);
      let prepared: PreparedModule;
      try {
        prepared = await prepareModule(program, options);
      } catch (error) {
        return explainRefusal(error, program, options);
      }
      return runWasiProgram(prepared, kernel);
    },
  };
}
