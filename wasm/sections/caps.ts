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
  const foreign = settings.shares ? index.importedTables : 0;
  const tables =
    settings.maxTableElements === undefined
      ? index.tables.map(({ max }) => max)
      : capLimits(index.tables, tableUnit, settings.maxTableElements, { foreign });
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
    : capLimits(index.memories, memoryUnit, settings.maxMemoryBytes, {
        foreign: foreignMemories(index, settings),
        counted: true,
      });
}

/** Bytes that the memories start with for which this module answers. */
export function ownMemoryBytes(index: ModuleIndex, settings: Settings): number {
  return index.memories
    .slice(foreignMemories(index, settings))
    .reduce((sum, limits) => sum + limits.min * memoryUnit.size(limits), 0);
}

/** Who shares a budget counts the memories that it defines, who does not, all that it uses. */
function foreignMemories(index: ModuleIndex, { shares }: Settings): number {
  return shares ? index.importedMemories : 0;
}
