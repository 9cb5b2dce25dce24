/** What every engine looks like to the rest of the runtime. */
import type { Kernel } from "./kernel.ts";
import type { GuestEnd } from "./outcome.ts";

/** Reads a file that ships with fuelbox or a dependency, such as `quickjs.wasm`. */
export type LoadAsset = (name: AssetName) => Promise<Uint8Array<ArrayBuffer>>;

/** The assets that engines ask for. */
export type AssetName = "quickjs.wasm" | "pyodide.asm.wasm" | "python_stdlib.zip";

/** Keeps what is derived from assets, by content hash. Losing an entry costs time, nothing else. */
export interface ArtifactCache {
  get(key: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  put(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** What preparing engines needs of the platform. */
export interface EngineHost {
  readonly loadAsset: LoadAsset;
  readonly cache: ArtifactCache;
  /** Compiles the module that the cache holds under a key, once for all who ask; undefined when it holds none. */
  readonly compile?: (key: string) => Promise<WebAssembly.Module | undefined>;
  /** Hears each step of a preparation that may take long, and `undefined` when it is over. */
  readonly onProgress?: (step: string | undefined) => void;
}

/** Runs programs of one kind. `Program` is what it runs: source text, a module's bytes. */
export interface Engine<Program> {
  /** Gets ready what every program within this limit needs, in bytes of linear memory; absent where there is nothing. */
  prepare?(maxMemoryBytes: number): Promise<void>;
  /** Runs `program` as `kernel` describes it (args, env, files, limits) until it ends. Never throws for what the guest does. */
  run(program: Program, kernel: Kernel): Promise<GuestEnd>;
}
