/** Runs WebAssembly text as a WASI program and gathers what it leaves. */
import {
  type ArtifactCache,
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
  type Engine,
  type GuestEnd,
  type KernelOptions,
  type OwnedKernel,
  openWasiEngine,
  type WasiProgram,
} from "../../runtime/index.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { assemble } from "./wat.ts";

export interface WasiRun {
  readonly end: GuestEnd;
  readonly stdout: string;
  readonly stderr: string;
  readonly fuelUsed: bigint;
  readonly kernel: OwnedKernel;
  readonly fs: SyncFileSystem;
}

export interface WasiRunOptions extends Partial<KernelOptions> {
  /** Absolute paths of files, and their content. */
  readonly files?: Readonly<Record<string, string>>;
  readonly fuelLimit?: bigint;
  readonly engine?: Engine<WasiProgram>;
  readonly preopens?: WasiProgram["preopens"];
  readonly trace?: boolean;
}

/** A cache in memory that shows what it holds. */
export function createMemoryCache(): ArtifactCache & {
  readonly entries: Map<string, Uint8Array<ArrayBuffer>>;
} {
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    entries,
    get: async (key) => entries.get(key),
    put: async (key, bytes) => {
      entries.set(key, bytes);
    },
  };
}

/** An engine of its own with `cache`. */
export function openTestEngine(cache: ArtifactCache = createMemoryCache()): Engine<WasiProgram> {
  return openWasiEngine({
    cache,
    loadAsset: async (name) => {
      throw new Error(`Cannot load asset "${name}": the WASI engine needs none`);
    },
  });
}

const sharedEngine = openTestEngine();

/** Runs the fields of a module in text form, or a whole binary. Deterministic unless `options` say otherwise. */
export async function runWasi(
  program: string | Uint8Array<ArrayBuffer>,
  {
    files = {},
    fuelLimit = 1_000_000_000n,
    engine = sharedEngine,
    preopens,
    trace = false,
    ...options
  }: WasiRunOptions = {},
): Promise<WasiRun> {
  const bytes = typeof program === "string" ? assemble(`(module ${program})`) : program;
  const fs = options.fs ?? createFileSystem().sync;
  if (!fs.exists("/app")) fs.mkdir("/app");
  for (const [path, content] of Object.entries(files)) {
    fs.writeFile(path, new TextEncoder().encode(content));
  }
  const fuel = options.fuel ?? createFuelAccount(fuelLimit);
  const output = { stdout: "", stderr: "" };
  const kernel = createKernel({
    args: ["guest"],
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    stdout: (chunk) => {
      output.stdout += new TextDecoder().decode(chunk);
    },
    stderr: (chunk) => {
      output.stderr += new TextDecoder().decode(chunk);
    },
    ...options,
    fs,
    fuel,
  });
  const end = await engine.run(
    { bytes, trace, ...(preopens === undefined ? {} : { preopens }) },
    kernel,
  );
  kernel.close();
  return { end, ...output, fuelUsed: fuel.used, kernel, fs };
}
