/** What is the same for every function of a module while it is metered. */
import type { CostTable } from "../costs.ts";
import type { ModuleIndex } from "../module-index.ts";
import type { Settings } from "../options.ts";
import { memoryMaxima } from "../sections/caps.ts";
import { maxMemoryBytes } from "../sections/limits.ts";
import type { FunctionPlan } from "./function-plan.ts";

/** Facts about the module, in the shape that the passes want them. */
export interface MeteringScope {
  readonly index: ModuleIndex;
  readonly settings: Settings;
  readonly costs: CostTable;
  readonly functions: FunctionPlan;
  /** Globals from this one on get an index that is higher by `globalShift`: the counters are imported before them. */
  readonly firstMovedGlobal: number;
  readonly globalShift: number;
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
  /**
   * Pages up to which growth of each memory can fail only because the engine has no memory to give;
   * negative when the host that provides the memory may have set another limit.
   */
  readonly ownPages: readonly number[];
  /** Whether the host is asked at function entries when fuel is below its soft limit. */
  readonly resumes: boolean;
  /** The global of the soft limit, and the table that has the host's handler. */
  readonly softGlobal: number;
  readonly slowTable: number;
}

/** Gathers the facts. */
export function createScope(
  index: ModuleIndex,
  settings: Settings,
  functions: FunctionPlan,
): MeteringScope {
  const limitsStack = settings.stackBytes > 0;
  const counters = settings.shares ? index.importedGlobals : index.globals;
  return {
    index,
    settings,
    costs: settings.costs,
    functions,
    firstMovedGlobal: settings.shares ? index.importedGlobals : Number.POSITIVE_INFINITY,
    globalShift: limitsStack ? 3 : 2,
    fuelGlobal: counters,
    trapGlobal: counters + 1,
    stackGlobal: counters + 2,
    limitsStack,
    maxMemoryBytes: index.memories.map(maxMemoryBytes),
    notesGrowth: settings.maxMemoryBytes !== undefined,
    ownPages: memoryMaxima(index, settings).map((max, i) =>
      i < index.importedMemories ? -1 : max,
    ),
    resumes: functions.resumes,
    softGlobal: counters + (limitsStack ? 3 : 2),
    slowTable: index.tables.length,
  };
}
