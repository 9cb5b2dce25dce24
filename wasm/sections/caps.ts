/** The maxima that memories and tables get, handed out in index order as sections are rewritten. */
import type { ModuleIndex } from "../module-index.ts";
import type { Settings } from "../options.ts";
import { capLimits, memoryUnit, tableUnit } from "./limits.ts";

/** New maxima, imports first. */
export interface Caps {
  nextMemoryMax(): number;
  nextTableMax(): number;
}

/** Works out the maxima. Throws `WASM_LIMIT` when the module starts with more than is allowed. */
export function createCaps(index: ModuleIndex, settings: Settings): Caps {
  const memories = memoryMaxima(index, settings);
  const tables =
    settings.maxTableElements === undefined
      ? index.tables.map(({ max }) => max)
      : capLimits(index.tables, tableUnit, settings.maxTableElements);
  let memory = 0;
  let table = 0;
  return {
    nextMemoryMax: () => memories[memory++] ?? 0,
    nextTableMax: () => tables[table++] ?? 0,
  };
}

/** The new maximum of each memory in pages; infinite when it has none. */
export function memoryMaxima(index: ModuleIndex, settings: Settings): readonly number[] {
  return settings.maxMemoryBytes === undefined
    ? index.memories.map(({ max }) => max)
    : capLimits(index.memories, memoryUnit, settings.maxMemoryBytes);
}
