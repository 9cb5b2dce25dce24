/** The engines of a worker, each opened when it is first asked for. */
import {
  type Engine,
  type EngineHost,
  type GuestEnd,
  type JavaScriptProgram,
  type Kernel,
  openJavaScriptEngine,
  openWasiEngine,
} from "../runtime/index.ts";
import type { Preparation, Program } from "./protocol.ts";

/** Runs programs of every kind. */
export interface Engines {
  /** Gets an engine ready. Rejects when what it needs cannot be had. */
  prepare(preparation: Preparation): Promise<void>;
  run(program: Program, kernel: Kernel): Promise<GuestEnd>;
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
  let opening: Promise<Engine<JavaScriptProgram>> | undefined;
  const javascript = async (): Promise<Engine<JavaScriptProgram>> => {
    opening ??= openJavaScriptEngine(host, stackBytes === undefined ? {} : { stackBytes });
    try {
      return await opening;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    async prepare({ kind, memoryBytes }): Promise<void> {
      const engine = kind === "wasm" ? wasi : await javascript();
      await engine.prepare?.(memoryBytes);
    },
    async run(program, kernel): Promise<GuestEnd> {
      if (program.kind === "wasm") return wasi.run(program.bytes, kernel);
      const { source, path } = program;
      return (await javascript()).run({ source, path }, kernel);
    },
  };
}
