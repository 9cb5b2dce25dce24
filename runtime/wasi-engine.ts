/** Runs WASI preview1 programs: WebAssembly modules that export `memory` and `_start`. */
import { type InstrumentOptions, instrument, WasmError } from "../wasm/index.ts";
import type { Engine, EngineHost } from "./engine.ts";
import { endAs } from "./guest-end.ts";
import type { GuestEnd } from "./outcome.ts";
import { createModulePreparer, type PreparedModule } from "./prepare-module.ts";
import { runWasiProgram } from "./wasi-program.ts";

/** The deterministic call stack of a program. Native stacks of 1 MB and more hold it. */
const stackBytes = 512 * 1024;

/** Elements that all tables of a program may have together: each costs the host memory that no fuel pays for. */
const maxTableElements = 1_000_000;

/** Opens the engine for WASI programs. A program is the bytes of its module: what is already compiled cannot be metered. */
export function openWasiEngine(host: EngineHost): Engine<Uint8Array<ArrayBuffer>> {
  const prepareModule = createModulePreparer(host.cache);
  return {
    async run(program, kernel) {
      if (!(program instanceof Uint8Array)) {
        const message = "Cannot run a compiled module: give its bytes, so that it can be metered";
        return endAs("trapped", 0, { code: "NOT_BYTES", message });
      }
      const options = instrumentOptions(kernel.maxMemoryBytes);
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

function instrumentOptions(maxMemoryBytes: number): InstrumentOptions {
  return {
    memory: { maxBytes: maxMemoryBytes },
    stack: { bytes: stackBytes },
    tables: { maxElements: maxTableElements },
    debugNames: false,
  };
}

function explainRefusal(
  error: unknown,
  program: Uint8Array<ArrayBuffer>,
  options: InstrumentOptions,
): GuestEnd {
  if (error instanceof WebAssembly.CompileError) {
    const message = "Cannot compile the module: metered, it is more than this engine takes";
    return endAs("trapped", 0, { code: "WASM_LIMIT", message });
  }
  if (!(error instanceof WasmError)) throw error;
  const { code, message } = error;
  const outcome =
    code === "WASM_LIMIT" && isAcceptedWithoutCap(program, options) ? "out-of-memory" : "trapped";
  return endAs(outcome, 0, { code, message });
}

/** Whether it is the memory it starts with for which a module is refused. */
function isAcceptedWithoutCap(
  program: Uint8Array<ArrayBuffer>,
  { tables, stack }: InstrumentOptions,
): boolean {
  try {
    instrument(program, { ...(tables && { tables }), ...(stack && { stack }) });
    return true;
  } catch {
    return false;
  }
}
