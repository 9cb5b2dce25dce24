/** Prepares machines: the metered module and the snapshot, once for each memory limit. */

import { javascriptModule } from "../../utils-lib/index.ts";
import type { EngineHost } from "../engine.ts";
import { hashOf } from "../hash.ts";
import { createModulePreparer, type PreparedModule } from "../prepare-module.ts";
import { coreSource, guestSources } from "./guest/index.ts";
import { createSnapshot } from "./machine.ts";
import { decodeSnapshot, encodeSnapshot, type Snapshot } from "./snapshot.ts";

/** What a run needs. */
export interface PreparedMachine {
  readonly module: PreparedModule;
  readonly snapshot: Snapshot;
}

/** Prepares for a memory limit in bytes. */
export type PrepareMachine = (maxMemoryBytes: number) => Promise<PreparedMachine>;

/** Changes whenever the way from sources to a snapshot does. */
const snapshotVersion = 2;
/** Boot runs guest code, which nobody pays for. */
const bootFuel = 2n ** 62n;
/** Memory that the QuickJS heap may not take: stack, static data, our own boxes, and a share that gets fragmented. */
const reservedBytes = 2.5 * 2 ** 20;
const fragmentedShare = 1 / 32;
/** Memory limits whose machines are kept. */
const maxKept = 8;

/** Opens a preparer for the engine whose module is `wasm`. */
export function createPreparer(
  host: EngineHost,
  wasm: Uint8Array<ArrayBuffer>,
  stackBytes: number,
): PrepareMachine {
  const prepareModule = createModulePreparer(host.cache);
  const kept = new Map<number, Promise<PreparedMachine>>();
  const prepare = async (maxMemoryBytes: number): Promise<PreparedMachine> => {
    const memory = { maxBytes: maxMemoryBytes };
    const options = { memory, initialFuel: bootFuel, debugNames: false };
    const module = await prepareModule(wasm, options);
    const heapBytes = Math.floor(maxMemoryBytes - reservedBytes - maxMemoryBytes * fragmentedShare);
    const limits = { heapBytes, stackBytes };
    const key = await snapshotKey(wasm, module.meta.version, limits);
    const cached = await readSnapshot(host, key);
    if (cached !== undefined) return { module, snapshot: cached };
    const snapshot = await createSnapshot(module.module, limits);
    // A cache that cannot keep it costs time at the next start, nothing else.
    await host.cache.put(key, encodeSnapshot(snapshot)).catch(() => undefined);
    return { module, snapshot };
  };
  return async (maxMemoryBytes) => {
    const known = kept.get(maxMemoryBytes) ?? prepare(maxMemoryBytes);
    kept.delete(maxMemoryBytes);
    kept.set(maxMemoryBytes, known);
    for (const oldest of kept.keys()) {
      if (kept.size <= maxKept) break;
      kept.delete(oldest);
    }
    try {
      return await known;
    } catch (error) {
      kept.delete(maxMemoryBytes);
      throw error;
    }
  };
}

/** What the cache holds; undefined when it holds nothing or something broken. */
async function readSnapshot(host: EngineHost, key: string): Promise<Snapshot | undefined> {
  try {
    const stored = await host.cache.get(key);
    return stored === undefined ? undefined : decodeSnapshot(stored);
  } catch {
    return undefined;
  }
}

async function snapshotKey(
  wasm: Uint8Array<ArrayBuffer>,
  instrumentVersion: number,
  limits: object,
): Promise<string> {
  const utilities = javascriptModule({ call: "import.meta.utility" });
  const sources = [coreSource, guestSources, utilities, limits, snapshotVersion, instrumentVersion];
  const [module, rules] = await Promise.all([
    hashOf(wasm),
    hashOf(new TextEncoder().encode(JSON.stringify(sources))),
  ]);
  return `javascript-${module.slice(0, 32)}-${rules.slice(0, 32)}`;
}
