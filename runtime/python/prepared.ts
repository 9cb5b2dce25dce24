/** Finds what has been prepared in the host's cache, or prepares it and puts it there. */
import type { InstrumentMeta } from "../../wasm/index.ts";
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
  await host.cache.put(key, encodeParts(parts)).catch(() => undefined);
  return openParts(parts);
}

/** What the cache holds; undefined when it holds nothing or something broken. */
async function openCached({ cache }: EngineHost, key: string): Promise<PreparedPython | undefined> {
  try {
    const stored = await cache.get(key);
    const parts = stored === undefined ? undefined : decodeParts(stored);
    return parts === undefined ? undefined : await openParts(parts);
  } catch {
    return undefined;
  }
}

async function openParts({ wasm, meta, snapshot, stdlib }: PythonParts): Promise<PreparedPython> {
  const module = await WebAssembly.compile(wasm);
  const imports = WebAssembly.Module.imports(module);
  return { interpreter: { module, meta, imports }, snapshot, stdlib, idle: [] };
}

async function cacheKey(): Promise<string> {
  const { "pyodide.asm.wasm": wasm, "python_stdlib.zip": stdlib } = pinnedAssets;
  const inputs = JSON.stringify([wasm.sha256, stdlib.sha256, preparationInputs()]);
  return `python-${await hashOf(new TextEncoder().encode(inputs))}`;
}

/** Lengths of the meta, the module and the snapshot as u32 LE; then these and the library. */
const headerBytes = 12;

/** Makes one array of what is kept. */
export function encodeParts({
  wasm,
  meta,
  snapshot,
  stdlib,
}: PythonParts): Uint8Array<ArrayBuffer> {
  const sections = [
    new TextEncoder().encode(JSON.stringify(meta)),
    wasm,
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
export function decodeParts(stored: Uint8Array<ArrayBuffer>): PythonParts | undefined {
  const view = new DataView(stored.buffer, stored.byteOffset, stored.length);
  let position = headerBytes;
  const [metaBytes, wasm, snapshotBytes] = [0, 1, 2].map((index) => {
    const start = position;
    position += view.getUint32(index * 4, true);
    return stored.subarray(start, position);
  });
  if (metaBytes === undefined || wasm === undefined || snapshotBytes === undefined)
    return undefined;
  const snapshot = decodeSnapshot(snapshotBytes);
  if (snapshot === undefined) return undefined;
  const meta = JSON.parse(new TextDecoder().decode(metaBytes)) as InstrumentMeta;
  return { wasm, meta, snapshot, stdlib: decodeStdlib(stored.subarray(position)) };
}
