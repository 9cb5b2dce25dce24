/** Compiles what the artifact cache holds once for all workers: a compiled module can be posted to each. */
import { compileCached, RecentMap } from "../runtime/host.ts";
import type { ArtifactCache, EngineHost } from "../runtime/index.ts";

/** What is kept: engines are few. */
const maxModules = 4;

/** Makes the `compile` of a host. Keeps the modules that were asked for last. */
export function createModuleShare(cache: ArtifactCache): NonNullable<EngineHost["compile"]> {
  const kept = new RecentMap<string, Promise<WebAssembly.Module | undefined>>(maxModules);
  return async (key, maxMemoryBytes) => {
    const name = `${key} ${maxMemoryBytes}`;
    const compiling = kept.take(name, () => compileCached({ cache }, key, maxMemoryBytes));
    try {
      const module = await compiling;
      if (module === undefined) kept.forget(name, compiling);
      return module;
    } catch (error) {
      kept.forget(name, compiling);
      throw error;
    }
  };
}
