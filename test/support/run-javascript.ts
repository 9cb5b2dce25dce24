/** Runs JavaScript in tests: a real engine and a real kernel, over files in memory. */
import { readFile } from "node:fs/promises";
import {
  type ArtifactCache,
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
  type Engine,
  type EngineHost,
  type GuestEnd,
  type KernelOptions,
} from "../../runtime/index.ts";
import { type JavaScriptProgram, openJavaScriptEngine } from "../../runtime/javascript/index.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";

/** What a test runs. */
export interface TestRun extends Partial<Omit<KernelOptions, "fs" | "fuel">> {
  readonly source: string;
  readonly path?: string;
  readonly kind?: JavaScriptProgram["kind"];
  /** Files by path; directories are made. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly fs?: SyncFileSystem;
  readonly fuel?: bigint;
  readonly engine?: Engine<JavaScriptProgram>;
  readonly seed?: number;
}

/** What a run left behind. */
export interface TestEnd extends GuestEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly fuel: bigint;
  readonly fs: SyncFileSystem;
}

/** A cache in memory. */
export function createMemoryCache(): ArtifactCache & { readonly entries: Map<string, Uint8Array> } {
  const entries = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    entries,
    get: async (key) => entries.get(key),
    put: async (key, bytes) => void entries.set(key, bytes),
  };
}

/** A host that reads the engine from the package. */
export function createTestHost(cache: ArtifactCache = createMemoryCache()): EngineHost {
  const url = new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm"));
  return { cache, loadAsset: async () => new Uint8Array(await readFile(url)) };
}

const sharedCache = createMemoryCache();
let sharedEngine: Promise<Engine<JavaScriptProgram>> | undefined;

/** Runs a program to its end. */
export async function runJavaScript(run: TestRun): Promise<TestEnd> {
  // Tests run on a main thread: a guest's calls must end before its stack of 1 MB does.
  sharedEngine ??= openJavaScriptEngine(createTestHost(sharedCache), { stackBytes: 96 * 1024 });
  const engine = run.engine ?? (await sharedEngine);
  const { source, path = "/app/main.mjs", kind, files = {}, seed = 1, ...options } = run;
  const fs = run.fs ?? createFileSystem().sync;
  for (const directory of ["/app", "/tmp"]) if (!fs.exists(directory)) fs.mkdir(directory);
  for (const [name, content] of Object.entries(files)) writeDeep(fs, name, content);
  const chunks = { stdout: "", stderr: "" };
  const decoder = new TextDecoder();
  const fuel = createFuelAccount(run.fuel ?? 2_000_000_000n);
  const kernel = createKernel({
    args: [path],
    clock: createVirtualClock(),
    entropy: createSeededEntropy(seed),
    stdout: (chunk) => {
      chunks.stdout += decoder.decode(chunk);
    },
    stderr: (chunk) => {
      chunks.stderr += decoder.decode(chunk);
    },
    ...options,
    fs,
    fuel,
  });
  const program = { source, path, ...(kind === undefined ? {} : { kind }) };
  const end = await engine.run(program, kernel);
  kernel.close();
  return { ...end, ...chunks, fuel: fuel.used, fs };
}

function writeDeep(fs: SyncFileSystem, path: string, content: string | Uint8Array): void {
  const parts = path.split("/").slice(1, -1);
  parts.reduce((parent, name) => {
    const directory = `${parent}/${name}`;
    if (!fs.exists(directory)) fs.mkdir(directory);
    return directory;
  }, "");
  fs.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
}
