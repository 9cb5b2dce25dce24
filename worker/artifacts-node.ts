/**
 * Engine assets and the artifact cache of Node: `$FUELBOX_CACHE`, else `$XDG_CACHE_HOME/fuelbox`,
 * else `~/.cache/fuelbox`. What cannot be written there is kept in memory.
 */
import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import type { ArtifactCache, AssetName, EngineHost } from "../runtime/index.ts";

/** Where each asset comes from. */
const assetModules: Readonly<Record<AssetName, string>> = {
  "quickjs.wasm": "quickjs-wasi/quickjs.wasm",
};

const hashBytes = 32;

/** What the host of engines works with. */
export interface ArtifactOptions {
  /** Absolute path of the cache; by default what the environment says. */
  readonly directory?: string;
  /** How much of the cache stays in memory. Default 64 MiB. */
  readonly maxMemoryBytes?: number;
  /** Hears, once, that the cache is in memory only. By default a process warning. */
  readonly warn?: (message: string) => void;
}

/** Makes the host of engines. Assets are read once; the cache is shared by all who name its directory. */
export function createEngineHost(options: ArtifactOptions = {}): EngineHost {
  const assets = new Map<AssetName, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    cache: createDiskCache(options),
    loadAsset(name): Promise<Uint8Array<ArrayBuffer>> {
      const known = assets.get(name) ?? loadModuleFile(name);
      assets.set(name, known);
      return known;
    },
  };
}

/** Where artifacts are cached unless an option says otherwise. */
export function defaultCacheDirectory(
  env: Readonly<Record<string, string | undefined>> = process.env,
): string {
  if (env["FUELBOX_CACHE"]) return env["FUELBOX_CACHE"];
  return join(env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "fuelbox");
}

/** Each file is the SHA-256 of its content, then the content, so that a damaged one is a miss. */
function createDiskCache(options: ArtifactOptions): ArtifactCache {
  const directory = options.directory ?? defaultCacheDirectory();
  const warn = options.warn ?? ((message) => process.emitWarning(message));
  const memory = createMemoryCache(options.maxMemoryBytes ?? 64 * 2 ** 20);
  let warned = false;
  return {
    async get(key): Promise<Uint8Array<ArrayBuffer> | undefined> {
      const known = memory.get(key);
      if (known !== undefined) return known;
      const file = await readFile(join(directory, key)).catch(() => undefined);
      const content = file === undefined ? undefined : verified(new Uint8Array(file));
      if (content !== undefined) memory.set(key, content);
      return content;
    },
    async put(key, bytes): Promise<void> {
      memory.set(key, bytes);
      const unfinished = join(directory, `.${randomUUID()}`);
      try {
        await mkdir(directory, { recursive: true, mode: 0o700 });
        await writeFile(unfinished, [hashOf(bytes), bytes], { mode: 0o600, flag: "wx" });
        await rename(unfinished, join(directory, key));
      } catch (error) {
        await rm(unfinished, { force: true }).catch(() => {});
        if (warned) return;
        warned = true;
        const reason = error instanceof Error && "code" in error ? error.code : error;
        warn(`fuelbox keeps prepared engines in memory only: cannot write its cache (${reason})`);
      }
    },
  };
}

interface MemoryCache {
  get(key: string): Uint8Array<ArrayBuffer> | undefined;
  set(key: string, bytes: Uint8Array<ArrayBuffer>): void;
}

/** Forgets the oldest when there is more than `maxBytes`. */
function createMemoryCache(maxBytes: number): MemoryCache {
  const kept = new Map<string, Uint8Array<ArrayBuffer>>();
  let total = 0;
  const forget = (key: string): void => {
    total -= kept.get(key)?.length ?? 0;
    kept.delete(key);
  };
  return {
    get: (key) => kept.get(key),
    set(key, bytes): void {
      forget(key);
      kept.set(key, bytes);
      total += bytes.length;
      for (const oldest of kept.keys()) {
        if (total > maxBytes) forget(oldest);
      }
    },
  };
}

async function loadModuleFile(name: AssetName): Promise<Uint8Array<ArrayBuffer>> {
  const path = createRequire(import.meta.url).resolve(assetModules[name]);
  return new Uint8Array(await readFile(path));
}

function hashOf(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}

function verified(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | undefined {
  const content = file.slice(hashBytes);
  const same = hashOf(content).every((byte, i) => byte === file[i]);
  return same && file.length >= hashBytes ? content : undefined;
}
