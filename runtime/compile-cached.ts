/** Compiles modules that are kept in the cache, through the host where it shares them. */
import { decodeArtifact } from "./artifact.ts";
import type { EngineHost } from "./engine.ts";
import { limitMemory } from "./javascript/memory-limit.ts";

/**
 * The module whose bytes the cache holds under `key`; undefined when it holds none. With
 * `maxMemoryBytes` it holds an artifact, whose module gets that limit. Rejects when the bytes are
 * something else.
 */
export async function compileCached(
  { cache, compile }: Pick<EngineHost, "cache" | "compile">,
  key: string,
  maxMemoryBytes?: number,
): Promise<WebAssembly.Module | undefined> {
  if (compile !== undefined) return compile(key, maxMemoryBytes);
  const bytes = await cache.get(key);
  if (bytes === undefined) return undefined;
  if (maxMemoryBytes === undefined) return WebAssembly.compile(bytes);
  return WebAssembly.compile(limitMemory(decodeArtifact(bytes).bytes, maxMemoryBytes));
}
