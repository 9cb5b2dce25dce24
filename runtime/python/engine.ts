/** Runs Python programs, each in a fresh interpreter that is restored from a snapshot. */
import type { Engine, EngineHost, SessionStep } from "../engine.ts";
import { endAs } from "../guest-end.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd } from "../outcome.ts";
import { loadPrepared } from "./prepared.ts";
import { type PreparedPython, type PythonProgram, runPython } from "./run-python.ts";
import { runPythonStep } from "./run-step.ts";

/** Opens the engine for Python programs. What they start from comes from the host's cache, or takes some seconds to prepare. */
export async function openPythonEngine(host: EngineHost): Promise<Engine<PythonProgram>> {
  const prepared = await loadPrepared(host);
  return createPythonEngine(prepared);
}

/** Makes an engine of what has been prepared already. */
export function createPythonEngine(prepared: PreparedPython): Engine<PythonProgram> {
  const runNow = (program: PythonProgram, kernel: Kernel): GuestEnd => {
    const { memoryBytes } = prepared.snapshot;
    if (kernel.maxMemoryBytes < memoryBytes) {
      const message = `Cannot run Python in ${kernel.maxMemoryBytes} bytes of memory: it needs ${memoryBytes}`;
      return endAs("out-of-memory", 0, { code: "MEMORY_LIMIT", message });
    }
    return runPython(prepared, program, kernel);
  };
  return {
    run: async (program, kernel) => runNow(program, kernel),
    runNow,
    async step(program, kernel, state): Promise<SessionStep> {
      return runPythonStep(prepared, program, kernel, state);
    },
  };
}
