/** Finds what has been prepared in the host's cache, or prepares it and puts it there. */
import type { InstrumentMeta } from "../../wasm/index.ts";
import { compileCached } from "../compile-cached.ts";
import type { EngineHost } from "../engine.ts";
import { hashOf } from "../hash.ts";
import { pinnedAssets } from "../pinned-assets.ts";
import { type PythonParts, preparationInputs, preparePython } from "./prepare.ts";
import type { PreparedPython } from "./run-python.ts";
import { decodeSnapshot, encodeSnapshot } from "./snapshot.ts";
import { decodeStdlib, encodeStdlib } from "./stdlib.ts";

const inFlight = new WeakMap<EngineHost["cache"], Promise<PreparedPython>>();

/** Loads what runs start from. Calls for the same cache at the same time share one preparation. */
export async function loadPrepared(
  host: EngineHost,
  prepare: (host: EngineHost) => Promise<PythonParts> = preparePython,
): Promise<PreparedPython> {
  const running = inFlight.get(host.cache) ?? load(host, prepare);
  inFlight.set(host.cache, running);
  try {
    return await running;
  } finally {
    inFlight.delete(host.cache);
  }
}

async function load(
  host: EngineHost,
  prepare: (host: EngineHost) => Promise<PythonParts>,
): Promise<PreparedPython> {
  const key = await cacheKey();
  const cached = await openCached(host, key);
  if (cached !== undefined) return cached;
  const parts = await prepare(host);
  // A cache that cannot keep it costs time at the next start, nothing else.
  await Promise.allSettled([
    host.cache.put(key, encodeState(parts)),
    host.cache.put(moduleKey(key), parts.wasm),
  ]);
  return openState(parts, await WebAssembly.compile(parts.wasm));
}

/** What the cache holds; undefined when it holds nothing or something broken. */
async function openCached(host: EngineHost, key: string): Promise<PreparedPython | undefined> {
  try {
    const [module, stored] = await Promise.all([
      compileCached(host, moduleKey(key)),
      host.cache.get(key),
    ]);
    const state = stored === undefined ? undefined : decodeState(stored);
    return state === undefined || module === undefined ? undefined : openState(state, module);
  } catch {
    return undefined;
  }
}

/** Where the module of the state under `key` is kept: apart from it, so that a host can share it. */
function moduleKey(key: string): string {
  return `${key}-module`;
}

/** What is kept besides the module. */
type PythonState = Omit<PythonParts, "wasm">;

function openState(
  { meta, snapshot, stdlib }: PythonState,
  module: WebAssembly.Module,
): PreparedPython {
  const imports = WebAssembly.Module.imports(module);
  return { interpreter: { module, meta, imports }, snapshot, stdlib, idle: [] };
}

/** Names what is prepared by everything that it is made of. */
export async function cacheKey(): Promise<string> {
  const { "pyodide.asm.wasm": wasm, "python_stdlib.zip": stdlib } = pinnedAssets;
  const inputs = JSON.stringify([wasm.sha256, stdlib.sha256, preparationInputs()]);
  return `python-${await hashOf(new TextEncoder().encode(inputs))}`;
}

/** Lengths of the meta and the snapshot as u32 LE; then these and the library. */
const headerBytes = 8;

/** Makes one array of what is kept besides the module. */
export function encodeState({ meta, snapshot, stdlib }: PythonState): Uint8Array<ArrayBuffer> {
  const sections = [
    new TextEncoder().encode(JSON.stringify(meta)),
    encodeSnapshot(snapshot),
    encodeStdlib(stdlib),
  ];
  const stored = new Uint8Array(sections.reduce((sum, { length }) => sum + length, headerBytes));
  const view = new DataView(stored.buffer);
  let position = headerBytes;
  sections.forEach((section, index) => {
    if (index < headerBytes / 4) view.setUint32(index * 4, section.length, true);
    stored.set(section, position);
    position += section.length;
  });
  return stored;
}

/** Takes it apart again, without copying. Undefined or an exception when it is something else. */
export function decodeState(stored: Uint8Array<ArrayBuffer>): PythonState | undefined {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  const snapshotStart = headerBytes + view.getUint32(0, true);
  const stdlibStart = snapshotStart + view.getUint32(4, true);
  const snapshot = decodeSnapshot(stored.subarray(snapshotStart, stdlibStart));
  if (snapshot === undefined) return undefined;
  const metaText = new TextDecoder().decode(stored.subarray(headerBytes, snapshotStart));
  const meta = JSON.parse(metaText) as InstrumentMeta;
  return { meta, snapshot, stdlib: decodeStdlib(stored.subarray(stdlibStart)) };
}
