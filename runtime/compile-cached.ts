/** Compiles modules that are kept in the cache, through the host where it shares them. */
import type { EngineHost } from "./engine.ts";

/**
 * The module whose bytes the cache holds under `key`; undefined when it holds none. Rejects when
 * they are no module.
 */
export async function compileCached(
  { cache, compile }: Pick<EngineHost, "cache" | "compile">,
  key: string,
): Promise<WebAssembly.Module | undefined> {
  if (compile !== undefined) return compile(key);
  const bytes = await cache.get(key);
  return bytes === undefined ? undefined : WebAssembly.compile(bytes);
}
