/** The engines of a worker, each opened when its first program comes. */
import { type EngineHost, type GuestEnd, type Kernel, openWasiEngine } from "../runtime/index.ts";
import type { Program, ProgramKind } from "./protocol.ts";

/** Runs programs of every kind. */
export interface Engines {
  /** Gets the engine of a kind ready. Rejects when it cannot be had. */
  prepare(kind: ProgramKind): Promise<void>;
  run(program: Program, kernel: Kernel): Promise<GuestEnd>;
}

/** Makes the engines, none of them ready yet. */
export function createEngines(host: EngineHost): Engines {
  const wasi = openWasiEngine(host);
  const missing = (kind: ProgramKind): Promise<never> =>
    Promise.reject(new Error(`Cannot open an engine for "${kind}": there is none`));
  return {
    prepare: (kind) => (kind === "wasm" ? Promise.resolve() : missing(kind)),
    run: (program, kernel) =>
      program.kind === "wasm" ? wasi.run(program.bytes, kernel) : missing(program.kind),
  };
}
