/** Which counters a module gets, in the order of their globals, which stand behind its own. */
import { ENTRY_COST } from "./costs.ts";
import { initialObjectBytes } from "./initial-objects.ts";
import type { ModuleIndex } from "./module-index.ts";
import type { Settings } from "./options.ts";
import { ownMemoryBytes } from "./sections/caps.ts";
import { WasmError } from "./wasm-error.ts";

/** What is counted, by the names that `meta.exports` uses. */
export type CounterName = "left" | "trap" | "stack" | "memory" | "gc" | "soft";

/** A mutable global. */
export interface Counter {
  readonly name: CounterName;
  /** The byte of its type: i32 or i64. */
  readonly type: 0x7f | 0x7e;
  /** What it starts with when it is not imported. */
  readonly initial: bigint;
}

const I32 = 0x7f;
const I64 = 0x7e;

/** Chooses. Throws `WASM_LIMIT` when the module starts with more objects than are allowed. */
export function chooseCounters(index: ModuleIndex, settings: Settings): readonly Counter[] {
  const { initialFuel, stackBytes, maxMemoryBytes, maxGcBytes, shares } = settings;
  const counters: Counter[] = [
    { name: "left", type: I64, initial: initialFuel },
    { name: "trap", type: I32, initial: 0n },
  ];
  if (stackBytes > 0) counters.push({ name: "stack", type: I32, initial: BigInt(stackBytes) });
  // One memory alone is held by its own maximum.
  if (maxMemoryBytes !== undefined && (shares || index.memories.length > 1)) {
    const initial = BigInt(maxMemoryBytes) - BigInt(ownMemoryBytes(index, settings));
    counters.push({ name: "memory", type: I64, initial });
  }
  if (maxGcBytes !== undefined && (shares || index.types.some((one) => one.objectBytes > 0))) {
    counters.push({ name: "gc", type: I64, initial: gcBytesLeft(index, maxGcBytes) });
  }
  if (settings.resumes && index.functions.length > index.importedFunctions) {
    counters.push({ name: "soft", type: I64, initial: BigInt(ENTRY_COST) });
  }
  return counters;
}

/** What initial values leave. */
function gcBytesLeft(index: ModuleIndex, maxGcBytes: number): bigint {
  const initial = initialObjectBytes(index);
  if (initial > maxGcBytes) {
    throw new WasmError(
      "WASM_LIMIT",
      `Cannot instrument module: its objects start with "${initial}", the limit is "${maxGcBytes}"`,
    );
  }
  return BigInt(maxGcBytes - initial);
}
