/** Turns a guest's module into one that is metered and compiled, once for each module and options. */

import { type InstrumentOptions, instrument } from "../wasm/index.ts";
import { type Artifact, decodeArtifact, encodeArtifact } from "./artifact.ts";
import type { ArtifactCache } from "./engine.ts";
import { hashOf } from "./hash.ts";

/** A module that can be instantiated, and what is needed to meter it. */
export interface PreparedModule extends Pick<Artifact, "meta"> {
  readonly module: WebAssembly.Module;
}

/** Prepares a module. Throws `WasmError` when it is refused. */
export type PrepareModule = (
  bytes: Uint8Array<ArrayBuffer>,
  options: InstrumentOptions,
) => Promise<PreparedModule>;

/** What a preparer keeps in memory. */
export interface PreparerLimits {
  /** Compiled modules. Default 8. */
  readonly maxModules?: number;
  /** Bytes that these modules had as guests gave them. Default 128 MiB. */
  readonly maxBytes?: number;
}

/** The smallest module: magic and version. */
const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

/** Opens a preparer that keeps instrumented modules in `cache` and the last compiled ones in memory. */
export function createModulePreparer(
  cache: ArtifactCache,
  { maxModules = 8, maxBytes = 128 * 2 ** 20 }: PreparerLimits = {},
): PrepareModule {
  const kept = new Map<string, Kept>();
  return async (bytes, options) => {
    const key = await artifactKey(bytes, options);
    const known = kept.get(key);
    kept.delete(key);
    const prepared = known?.prepared ?? prepare(cache, key, bytes, options);
    kept.set(key, { prepared, bytes: bytes.length });
    dropOldest(kept, maxModules, maxBytes);
    try {
      return await prepared;
    } catch (error) {
      kept.delete(key);
      throw error;
    }
  };
}

/** A module that has been prepared or is being prepared. */
interface Kept {
  readonly prepared: Promise<PreparedModule>;
  readonly bytes: number;
}

function dropOldest(kept: Map<string, Kept>, maxModules: number, maxBytes: number): void {
  let bytes = 0;
  for (const one of kept.values()) bytes += one.bytes;
  for (const [key, one] of kept) {
    if (kept.size <= maxModules && bytes <= maxBytes) return;
    kept.delete(key);
    bytes -= one.bytes;
  }
}

async function prepare(
  cache: ArtifactCache,
  key: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: InstrumentOptions,
): Promise<PreparedModule> {
  const cached = await compileCached(cache, key);
  if (cached !== undefined) return cached;
  const artifact = instrument(bytes, options);
  const module = await WebAssembly.compile(artifact.bytes);
  // A cache that cannot keep it costs time at the next start, nothing else.
  await cache.put(key, encodeArtifact(artifact)).catch(() => undefined);
  return { module, meta: artifact.meta };
}

/** What the cache holds for `key`; undefined when it holds nothing or something broken. */
async function compileCached(
  cache: ArtifactCache,
  key: string,
): Promise<PreparedModule | undefined> {
  try {
    const stored = await cache.get(key);
    const artifact = stored === undefined ? undefined : decodeArtifact(stored);
    if (artifact === undefined) return undefined;
    return { module: await WebAssembly.compile(artifact.bytes), meta: artifact.meta };
  } catch {
    return undefined;
  }
}

async function artifactKey(
  bytes: Uint8Array<ArrayBuffer>,
  options: InstrumentOptions,
): Promise<string> {
  // What another version of the rewriting has made must not be found.
  const { version } = instrument(emptyModule).meta;
  const settings = JSON.stringify([version, options], (_key, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
  const [module, rules] = await Promise.all([
    hashOf(bytes),
    hashOf(new TextEncoder().encode(settings)),
  ]);
  return `module-${module}-${rules.slice(0, 16)}`;
}
