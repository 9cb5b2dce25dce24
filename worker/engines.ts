/** The engines of a worker, each opened when it is first asked for. */
import {
  type Engine,
  type EngineHost,
  type GuestEnd,
  type JavaScriptProgram,
  type Kernel,
  openJavaScriptEngine,
  openPythonEngine,
  openWasiEngine,
  type PythonProgram,
  type SessionStep,
} from "../runtime/index.ts";
import type { Preparation, Program } from "./protocol.ts";

/** Runs programs of every kind. */
export interface Engines {
  /** Gets an engine ready. Rejects when what it needs cannot be had. */
  prepare(preparation: Preparation): Promise<void>;
  run(program: Program, kernel: Kernel): Promise<GuestEnd>;
  /** Runs a step of a session. Rejects with `InvalidState`, and for programs that have no sessions. */
  step(
    program: Program,
    kernel: Kernel,
    state: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<SessionStep>;
}

/** How engines are set up for the thread that they run on. */
export interface EnginesOptions {
  /** Where calls of a script throw RangeError, in bytes of its stack. By default for a thread with 16 MB of native stack. */
  readonly scriptStackBytes?: number | undefined;
}

/** Makes the engines, none of them ready yet. */
export function createEngines(
  host: EngineHost,
  { scriptStackBytes: stackBytes }: EnginesOptions = {},
): Engines {
  const wasi = openWasiEngine(host);
  const javascript = once<JavaScriptProgram>(() =>
    openJavaScriptEngine(host, stackBytes === undefined ? {} : { stackBytes }),
  );
  const python = once<PythonProgram>(() => openPythonEngine(host));
  const opened = { javascript, python, wasm: async () => wasi };
  return {
    async prepare({ kind, memoryBytes }): Promise<void> {
      const engine = await opened[kind]();
      await engine.prepare?.(memoryBytes);
    },
    async step(program, kernel, state): Promise<SessionStep> {
      if (program.kind === "wasm") throw new Error("Cannot run a step: modules have no sessions");
      const step =
        program.kind === "python"
          ? (await python()).step?.(program, kernel, state)
          : (await javascript()).step?.(
              { source: program.source, path: program.path },
              kernel,
              state,
            );
      if (step === undefined) throw new Error("Cannot run a step: there are no sessions");
      return step;
    },
    async run(program, kernel): Promise<GuestEnd> {
      switch (program.kind) {
        case "wasm":
          return wasi.run(program, kernel);
        case "python":
          return (await python()).run(program, kernel);
        case "javascript": {
          const { source, path } = program;
          return (await javascript()).run({ source, path }, kernel);
        }
      }
    },
  };
}

/** Opens an engine at the first call, and again after a failure. */
function once<Program>(open: () => Promise<Engine<Program>>): () => Promise<Engine<Program>> {
  let opening: Promise<Engine<Program>> | undefined;
  return async () => {
    opening ??= open();
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
}
