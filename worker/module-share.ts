/** Compiles what the artifact cache holds once for all workers: a compiled module can be posted to each. */
import type { ArtifactCache, EngineHost } from "../runtime/index.ts";

/** What is kept: engines are few. */
const maxModules = 4;

/** Makes the `compile` of a host. Keeps the modules that were asked for last. */
export function createModuleShare(cache: ArtifactCache): NonNullable<EngineHost["compile"]> {
  const kept = new Map<string, Promise<WebAssembly.Module | undefined>>();
  const compile = async (key: string): Promise<WebAssembly.Module | undefined> => {
    const bytes = await cache.get(key);
    return bytes === undefined ? undefined : WebAssembly.compile(bytes);
  };
  return async (key) => {
    const compiling = kept.get(key) ?? compile(key);
    kept.delete(key);
    kept.set(key, compiling);
    for (const oldest of kept.keys()) {
      if (kept.size <= maxModules) break;
      kept.delete(oldest);
    }
    const forget = (): void => {
      if (kept.get(key) === compiling) kept.delete(key);
    };
    try {
      const module = await compiling;
      if (module === undefined) forget();
      return module;
    } catch (error) {
      forget();
      throw error;
    }
  };
}
