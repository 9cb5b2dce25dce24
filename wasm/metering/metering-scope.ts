/** What is the same for every function of a module while it is metered. */
import type { CostTable } from "../costs.ts";
import type { CounterName } from "../counters.ts";
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
  /** The bytes that memories may still grow by; -1 when each is held by its own maximum only. */
  readonly memoryGlobal: number;
  /** The bytes of objects that may still be made; -1 when they are not counted. */
  readonly gcGlobal: number;
  /** Whether they are. */
  readonly countsObjects: boolean;
  /** Whether the stack is limited. */
  readonly limitsStack: boolean;
  /** Bytes that each memory can never exceed. */
  readonly maxMemoryBytes: readonly number[];
  /** Whether accesses of the first memory with a one-byte offset need no look: they may always succeed. */
  readonly nearIsSafe: boolean;
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

/** Accesses with a one-byte offset stay below this address. */
const NEAR_BYTES = 0x80 + 16;

/** Gathers the facts. */
export function createScope(
  index: ModuleIndex,
  settings: Settings,
  functions: FunctionPlan,
): MeteringScope {
  const { counters } = functions;
  const first = settings.shares ? index.importedGlobals : index.globals;
  const globalOf = (name: CounterName): number => {
    const found = counters.findIndex((one) => one.name === name);
    return found < 0 ? -1 : first + found;
  };
  const stackGlobal = globalOf("stack");
  const gcGlobal = globalOf("gc");
  const maxima = index.memories.map(maxMemoryBytes);
  return {
    index,
    settings,
    costs: settings.costs,
    functions,
    firstMovedGlobal: settings.shares ? index.importedGlobals : Number.POSITIVE_INFINITY,
    globalShift: counters.length,
    fuelGlobal: globalOf("left"),
    trapGlobal: globalOf("trap"),
    stackGlobal,
    memoryGlobal: globalOf("memory"),
    gcGlobal,
    countsObjects: gcGlobal >= 0,
    limitsStack: stackGlobal >= 0,
    maxMemoryBytes: maxima,
    nearIsSafe: (maxima[0] ?? 0) >= NEAR_BYTES,
    notesGrowth: settings.maxMemoryBytes !== undefined,
    ownPages: memoryMaxima(index, settings).map((max, i) =>
      i < index.importedMemories ? -1 : max,
    ),
    resumes: functions.resumes,
    softGlobal: globalOf("soft"),
    slowTable: index.tables.length,
  };
}
