/** The interpreter's module for profiles: the same code and the same fuel, but it asks its host at function entries. */
import { editModule, type InstrumentMeta } from "../../../wasm/index.ts";
import { compileCached } from "../../compile-cached.ts";
import type { EngineHost } from "../../engine.ts";
import type { InterpreterModule } from "../interpreter.ts";
import { meterInterpreter } from "../prepare.ts";
import { cacheKey } from "../prepared.ts";

/** The module in which profiled programs run, from the state that all start from. From the host's cache, or made in a second or two. */
export async function loadProfiledModule(host: EngineHost): Promise<InterpreterModule> {
  const key = `${await cacheKey()}-profile-loop`;
  const { module, meta } = (await openCached(host, key)) ?? (await make(host, key));
  return { module, meta, imports: WebAssembly.Module.imports(module) };
}

interface Profiled {
  readonly module: WebAssembly.Module;
  readonly meta: InstrumentMeta;
}

async function openCached(host: EngineHost, key: string): Promise<Profiled | undefined> {
  try {
    const [module, meta] = await Promise.all([
      compileCached(host, moduleKey(key)),
      host.cache.get(key),
    ]);
    if (module === undefined || meta === undefined) return undefined;
    return { module, meta: JSON.parse(new TextDecoder().decode(meta)) as InstrumentMeta };
  } catch {
    return undefined;
  }
}

async function make(host: EngineHost, key: string): Promise<Profiled> {
  host.onProgress?.("Preparing to profile Python, once");
  const source = await host.loadAsset("pyodide.asm.wasm");
  const metered = meterInterpreter(source, "loop");
  const { meta } = metered;
  // What the data would fill is in the snapshot.
  const bytes = editModule(metered.bytes, { data: false });
  // A cache that cannot keep it costs time at the next start, nothing else.
  await Promise.allSettled([
    host.cache.put(key, new TextEncoder().encode(JSON.stringify(meta))),
    host.cache.put(moduleKey(key), bytes),
  ]);
  const module = await WebAssembly.compile(bytes);
  host.onProgress?.(undefined);
  return { module, meta };
}

function moduleKey(key: string): string {
  return `${key}-module`;
}
