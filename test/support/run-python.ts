/** Runs Python programs for tests, and gathers what they leave. Prepares the engine once for all test files. */
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
  type EngineHost,
  type GuestEnd,
  type KernelOptions,
  type Profile,
  Profiler,
} from "../../runtime/index.ts";
import {
  createPythonEngine,
  loadPrepared,
  type PreparedPython,
} from "../../runtime/python/index.ts";
import { loadProfiledModule } from "../../runtime/python/profile/profiled-module.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";

export interface PythonRun {
  readonly end: GuestEnd;
  /** Present when it was asked for. */
  readonly profile?: Profile;
  readonly stdout: string;
  readonly stderr: string;
  readonly fuelUsed: bigint;
  readonly fs: SyncFileSystem;
}

export interface PythonRunOptions extends Partial<KernelOptions> {
  /** Absolute paths of files, and their content. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly fuelLimit?: bigint;
  /** What the program is called. Default `/app/main.py`. */
  readonly path?: string;
  /** Whether to say where the fuel went. */
  readonly profile?: boolean;
}

const require = createRequire(import.meta.url);
const directory = join(require.resolve("vitest/package.json"), "../../.cache/fuelbox-test");
mkdirSync(directory, { recursive: true });

/** The installed assets, and a cache on disk that all test files share. */
export const testHost: EngineHost = {
  loadAsset: async (name) => new Uint8Array(await readFile(require.resolve(`pyodide/${name}`))),
  cache: {
    get: async (key) =>
      readFile(join(directory, key)).then(
        (bytes) => new Uint8Array(bytes),
        () => undefined,
      ),
    async put(key, bytes) {
      const unfinished = join(directory, randomUUID());
      await writeFile(unfinished, bytes);
      await rename(unfinished, join(directory, key));
    },
  },
};

// Awaited here, because the first preparation takes longer than a test may.
export const prepared: PreparedPython = await loadPrepared(testHost);
const engine = createPythonEngine(
  () => prepared,
  () => loadProfiledModule(testHost),
);

/** Runs `source` on a virtual clock with seeded entropy, unless the options say otherwise. */
export async function runPython(
  source: string | Uint8Array<ArrayBuffer>,
  options: PythonRunOptions = {},
): Promise<PythonRun> {
  const {
    files = {},
    fuelLimit = 10n ** 11n,
    path = "/app/main.py",
    profile: _,
    ...kernelOptions
  } = options;
  const fs = options.fs ?? createFileSystem().sync;
  for (const directory of ["/app", "/tmp"]) if (!fs.exists(directory)) fs.mkdir(directory);
  for (const [name, content] of Object.entries(files)) {
    fs.writeFile(name, typeof content === "string" ? new TextEncoder().encode(content) : content);
  }
  const said = { stdout: "", stderr: "" };
  const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
  const sink = (name: keyof typeof said) => (chunk: Uint8Array) => {
    said[name] += decoders[name].decode(chunk, { stream: true });
  };
  const fuel = createFuelAccount(fuelLimit);
  const profiler = options.profile === true ? new Profiler(fuel) : undefined;
  const kernel = createKernel({
    fs,
    fuel,
    args: ["main.py"],
    stdout: sink("stdout"),
    stderr: sink("stderr"),
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    maxMemoryBytes: 128 * 2 ** 20,
    profiler,
    ...kernelOptions,
  });
  try {
    const end = await engine.run({ source, path }, kernel);
    const profile = profiler && { profile: profiler.finish() };
    return { end, ...said, fuelUsed: fuel.used, fs, ...profile };
  } finally {
    kernel.close();
  }
}

/** Runs `source` and answers its stdout. Throws with its stderr when it does not end well. */
export async function pythonOutput(source: string, options?: PythonRunOptions): Promise<string> {
  const { end, stdout, stderr } = await runPython(source, options);
  if (end.outcome === "exited" && end.exitCode === 0) return stdout;
  throw new Error(`Program ended as ${end.outcome} ${end.exitCode}: ${stdout}${stderr}`);
}
