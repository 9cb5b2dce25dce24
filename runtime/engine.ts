/** What every engine looks like to the rest of the runtime. */
import type { Kernel } from "./kernel.ts";
import type { GuestEnd } from "./outcome.ts";

/** Reads a file that ships with fuelbox or a dependency, such as `quickjs.wasm`. */
export type LoadAsset = (name: AssetName, onLoaded?: OnLoaded) => Promise<Uint8Array<ArrayBuffer>>;

/** Hears how many bytes of an asset have come so far, where that takes time. */
export type OnLoaded = (loadedBytes: number, totalBytes: number) => void;

/** The assets that engines ask for. */
export type AssetName = "quickjs.wasm" | "pyodide.asm.wasm" | "python_stdlib.zip";

/** A state of a session that this engine has not made, or not in this version. */
export class InvalidState extends Error {
  override readonly name = "InvalidState";
}

/** Keeps what is derived from assets, by content hash. Losing an entry costs time, nothing else. */
export interface ArtifactCache {
  get(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** What preparing engines needs of the platform. */
export interface EngineHost {
  readonly loadAsset: LoadAsset;
  readonly cache: ArtifactCache;
  /**
   * Compiles the module that the cache holds under a key, once for all who ask; undefined when it
   * holds none. With a limit of memory, in bytes, the key is an artifact's, whose module gets it.
   */
  readonly compile?: (
    key: string,
    maxMemoryBytes?: number,
  ) => Promise<WebAssembly.Module | undefined>;
  /** Hears each step of a preparation that may take long, and `undefined` when it is over. */
  readonly onProgress?: (step: string | undefined) => void;
}

/** What a step of a session leaves behind. */
export interface SessionStep {
  readonly end: GuestEnd;
  /** All that the next step starts from; undefined when the guest was stopped in the middle. */
  readonly state: Uint8Array<ArrayBuffer> | undefined;
  /** What the last expression came to, as JSON; undefined when that is no data. */
  readonly value: string | undefined;
}

/** Runs programs of one kind. `Program` is what it runs: source text, a module's bytes. */
export interface Engine<Program> {
  /** Gets ready what every program within this limit needs, in bytes of linear memory; absent where there is nothing. */
  prepare?(maxMemoryBytes: number): Promise<void>;
  /** Gets ready what runs need that are profiled; absent where they need nothing more. */
  prepareProfile?(): Promise<void>;
  /** Runs `program` as `kernel` describes it (args, env, files, limits) until it ends. Never throws for what the guest does. */
  run(program: Program, kernel: Kernel): Promise<GuestEnd>;
  /**
   * Runs `program` as `run` does, but before it returns: for programs that a running one starts.
   * Throws when the engine has not been prepared. Absent where programs cannot be started so.
   */
  runNow?(program: Program, kernel: Kernel): GuestEnd;
  /**
   * Runs `program` as a step of a session: in the state that the step before has left, which is
   * the first one's when it is undefined. Rejects with `InvalidState` for a state that cannot be
   * taken on. Absent where there are no sessions.
   */
  step?(
    program: Program,
    kernel: Kernel,
    state: Uint8Array<ArrayBuffer> | undefined,
  ): Promise<SessionStep>;
}
