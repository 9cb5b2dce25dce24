/** How the module of a WASI program is metered, and what is said when it is refused. */
import { type InstrumentOptions, instrument, WasmError } from "../wasm/index.ts";
import { endAs } from "./guest-end.ts";
import type { GuestEnd } from "./outcome.ts";

/** The deterministic call stack of a program. Native stacks of 1 MB and more hold it. */
const stackBytes = 512 * 1024;

/** Elements that all tables of a program may have together: each costs the host memory that no fuel pays for. */
const maxTableElements = 1_000_000;

/** The options for a program that may have `maxMemoryBytes`. */
export function wasiInstrumentOptions(maxMemoryBytes: number): InstrumentOptions {
  return {
    memory: { maxBytes: maxMemoryBytes },
    gc: { maxBytes: maxMemoryBytes },
    stack: { bytes: stackBytes },
    tables: { maxElements: maxTableElements },
    debugNames: false,
  };
}

/** The end of a program whose module was refused. Throws `error` itself when it says something else. */
export function explainRefusal(
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
