/** Prepares machines: the metered module and the snapshot once, and a module for each memory limit. */

import { javascriptModule } from "../../utils-lib/index.ts";
import { instrument } from "../../wasm/index.ts";
import { type Artifact, decodeArtifact, encodeArtifact } from "../artifact.ts";
import type { EngineHost } from "../engine.ts";
import { hashOf } from "../hash.ts";
import { pinnedAssets } from "../pinned-assets.ts";
import type { PreparedModule } from "../prepare-module.ts";
import { RecentMap } from "../recent-map.ts";
import { guestSourcesHash } from "./generated/guest-sources-hash.ts";
import { loadGuestSources } from "./load-guest-sources.ts";
import { createSnapshot } from "./machine.ts";
import { limitMemory } from "./memory-limit.ts";
import { usedExports } from "./quickjs-exports.ts";
import { decodeSnapshot, encodeSnapshot, type Snapshot } from "./snapshot.ts";

/** What a run needs. */
export interface PreparedMachine {
  readonly module: PreparedModule;
  readonly snapshot: Snapshot;
  /** Bytes that the QuickJS heap may take. */
  readonly heapBytes: number;
}

/** Makes machines. */
export interface MachineMaker {
  /** Gets the module with that memory, in bytes, from the host when it shares compiled ones. */
  prepare(maxMemoryBytes: number): Promise<void>;
  /** The module with the memory that a run may have, in bytes, and what it starts from. */
  machine(maxMemoryBytes: number): PreparedMachine;
}

/** The engine, as its package ships it. */
const assetName = "quickjs.wasm";
/** Changes whenever the way from sources to a snapshot does. */
const snapshotVersion = 3;
/** Boot runs guest code, which nobody pays for. */
const bootFuel = 2n ** 62n;
/** Memory that the QuickJS heap may not take: stack, static data, our own boxes, and a share that gets fragmented. */
const reservedBytes = 2.5 * 2 ** 20;
const fragmentedShare = 1 / 32;
/** Memory limits whose modules are kept. */
const maxKept = 8;
/** Pointers stay below the sign bit. */
const maxMemoryBytes = 2 ** 31 - 65_536;

/** Prepares the engine. What the cache holds is taken from there, without loading what it was made of. */
export async function prepareMachines(host: EngineHost, stackBytes: number): Promise<MachineMaker> {
  const keys = await cacheKeys(stackBytes);
  const { bytes, meta } =
    (await readCache(host, keys.module, decodeArtifact)) ?? (await meter(host, keys.module));
  const compile = (limit: number): PreparedModule => ({
    module: new WebAssembly.Module(limitMemory(bytes, limit)),
    meta,
  });
  const snapshot =
    (await readCache(host, keys.snapshot, decodeSnapshot)) ??
    (await boot(host, keys.snapshot, compile(maxMemoryBytes), stackBytes));
  const kept = new RecentMap<number, PreparedModule>(maxKept);
  return {
    async prepare(limit) {
      const within = Math.min(limit, maxMemoryBytes);
      // One that cannot be had is compiled by whoever needs it.
      const module = await host.compile?.(keys.module, within).catch(() => undefined);
      if (module !== undefined) kept.take(within, () => ({ module, meta }));
    },
    machine(limit) {
      const within = Math.min(limit, maxMemoryBytes);
      const module = kept.take(within, () => compile(within));
      const heapBytes = Math.floor(within - reservedBytes - within * fragmentedShare);
      return { module, snapshot, heapBytes };
    },
  };
}

async function meter({ cache, loadAsset }: EngineHost, key: string): Promise<Artifact> {
  const wasm = await loadAsset(assetName);
  const memory = { maxBytes: maxMemoryBytes };
  const exports = { keep: usedExports };
  const artifact = instrument(wasm, { memory, exports, initialFuel: bootFuel, debugNames: false });
  // A cache that cannot keep it costs time at the next start, nothing else.
  await cache.put(key, encodeArtifact(artifact)).catch(() => undefined);
  return artifact;
}

async function boot(
  { cache }: EngineHost,
  key: string,
  { module }: PreparedModule,
  stackBytes: number,
): Promise<Snapshot> {
  const snapshot = createSnapshot(module, stackBytes, await loadGuestSources());
  await cache.put(key, encodeSnapshot(snapshot)).catch(() => undefined);
  return snapshot;
}

/** What the cache holds; undefined when it holds nothing or something broken. */
async function readCache<T>(
  { cache }: EngineHost,
  key: string,
  decode: (stored: Uint8Array<ArrayBuffer>) => T,
): Promise<T | undefined> {
  try {
    const stored = await cache.get(key);
    return stored === undefined ? undefined : decode(stored);
  } catch {
    return undefined;
  }
}

/** The smallest module: magic and version. */
const emptyModule = Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00);

async function cacheKeys(
  stackBytes: number,
): Promise<{ readonly module: string; readonly snapshot: string }> {
  const utilities = javascriptModule({ call: "import.meta.utility" });
  // What another version of the rewriting has made must not be found.
  const { version } = instrument(emptyModule).meta;
  const settings = [guestSourcesHash, utilities, stackBytes, snapshotVersion, version];
  const [exports, rules] = await Promise.all([hashOfTexts(usedExports), hashOfTexts(settings)]);
  const name = `javascript-${pinnedAssets[assetName].sha256.slice(0, 32)}`;
  return {
    module: `${name}-module-${version}-${exports.slice(0, 16)}-${maxMemoryBytes}`,
    snapshot: `${name}-${rules.slice(0, 32)}`,
  };
}

function hashOfTexts(texts: readonly (string | number)[]): Promise<string> {
  return hashOf(new TextEncoder().encode(texts.join("\0")));
}
