/** What is the same for every function of a module while it is metered. */
import type { CostTable } from "../costs.ts";
import type { ModuleIndex } from "../module-index.ts";
import type { Settings } from "../options.ts";
import { maxMemoryBytes } from "../sections/limits.ts";
import type { FunctionPlan } from "./function-plan.ts";

/** Facts about the module, in the shape that the passes want them. */
export interface MeteringScope {
  readonly index: ModuleIndex;
  readonly settings: Settings;
  readonly costs: CostTable;
  readonly functions: FunctionPlan;
  /** Globals that the counters live in. */
  readonly fuelGlobal: number;
  readonly trapGlobal: number;
  readonly stackGlobal: number;
  /** Whether the stack is limited. */
  readonly limitsStack: boolean;
  /** Bytes that each memory can never exceed. */
  readonly maxMemoryBytes: readonly number[];
  /** Whether a refused memory growth must be noted. */
  readonly notesGrowth: boolean;
}

/** Gathers the facts. */
export function createScope(
  index: ModuleIndex,
  settings: Settings,
  functions: FunctionPlan,
): MeteringScope {
  return {
    index,
    settings,
    costs: settings.costs,
    functions,
    fuelGlobal: index.globals,
    trapGlobal: index.globals + 1,
    stackGlobal: index.globals + 2,
    limitsStack: settings.stackBytes > 0,
    maxMemoryBytes: index.memories.map(maxMemoryBytes),
    notesGrowth: settings.maxMemoryBytes !== undefined,
  };
}
