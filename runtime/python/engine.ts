/** Runs Python programs, each in a fresh interpreter that is restored from a snapshot. */
import type { Engine, EngineHost, SessionStep } from "../engine.ts";
import { endAs } from "../guest-end.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd } from "../outcome.ts";
import type { InterpreterModule } from "./interpreter.ts";
import { installPackages } from "./packages/install-packages.ts";
import type { PackageArchive } from "./packages/package-archive.ts";
import { loadPrepared } from "./prepared.ts";
import { loadProfiledModule } from "./profile/profiled-module.ts";
import { type PreparedPython, type PythonProgram, runPython } from "./run-python.ts";
import { runPythonStep } from "./run-step.ts";

/** An engine whose programs can be given packages. */
export interface PythonEngine extends Engine<PythonProgram> {
  /** Lets programs import these packages from now on, and no others. Rejects with `PackageError`. */
  install(archives: readonly PackageArchive[]): Promise<void>;
}

/** Opens the engine for Python programs. What they start from comes from the host's cache, or takes some seconds to prepare. */
export async function openPythonEngine(host: EngineHost): Promise<PythonEngine> {
  let prepared = await loadPrepared(host);
  let installed = "";
  return {
    ...createPythonEngine(
      () => prepared,
      () => loadProfiledModule(host),
    ),
    async install(archives): Promise<void> {
      const wanted = archives.map(({ sha256 }) => sha256).join();
      if (wanted === installed) return;
      prepared = { ...prepared, packages: await installPackages(host, prepared, archives) };
      installed = wanted;
    },
  };
}

/**
 * Makes an engine of what has been prepared already; it is asked for at each run. Runs that are
 * profiled have the module that `loadProfiled` answers.
 */
export function createPythonEngine(
  current: () => PreparedPython,
  loadProfiled?: () => Promise<InterpreterModule>,
): Engine<PythonProgram> {
  let profiled: Promise<InterpreterModule> | undefined;
  const prepareProfile = async (): Promise<InterpreterModule | undefined> => {
    profiled ??= loadProfiled?.();
    try {
      return await profiled;
    } catch (error) {
      profiled = undefined;
      throw error;
    }
  };
  const preparedFor = async ({ profiler }: Pick<Kernel, "profiler">): Promise<PreparedPython> => {
    const interpreter = profiler && (await prepareProfile());
    return interpreter === undefined ? current() : { ...current(), interpreter, idle: [] };
  };
  const runIn = (prepared: PreparedPython, program: PythonProgram, kernel: Kernel): GuestEnd => {
    const { memoryBytes } = prepared.snapshot;
    if (kernel.maxMemoryBytes < memoryBytes) {
      const message = `Cannot run Python in ${kernel.maxMemoryBytes} bytes of memory: it needs ${memoryBytes}`;
      return endAs("out-of-memory", 0, { code: "MEMORY_LIMIT", message });
    }
    return runPython(prepared, program, kernel);
  };
  return {
    async prepareProfile() {
      await prepareProfile();
    },
    run: async (program, kernel) => runIn(await preparedFor(kernel), program, kernel),
    runNow: (program, kernel) => runIn(current(), program, kernel),
    async step(program, kernel, state): Promise<SessionStep> {
      return runPythonStep(await preparedFor(kernel), program, kernel, state);
    },
  };
}
