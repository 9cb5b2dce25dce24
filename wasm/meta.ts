/** What a host must know of an instrumented module. */

/** Names of the exports that instrumentation adds. */
export interface CounterExports {
  /** Mutable i64 global: fuel left. */
  readonly left: string;
  /** Mutable i32 global: why the guest trapped. */
  readonly trap: string;
  /** Mutable i32 global: bytes of stack that the next call from outside may use. */
  readonly stack?: string;
  /** Mutable i64 global: bytes that memories may still grow by, where more than one counts. */
  readonly memory?: string;
  /** Mutable i64 global: bytes of objects that the guest may still make. */
  readonly gc?: string;
  /** Mutable i64 global: functions that are entered with no more fuel than this ask the host. */
  readonly soft?: string;
  /** Table of one function: the host's handler for the soft limit. */
  readonly slow?: string;
  /** The start function, for the host to call. */
  readonly start?: string;
}

/** Figures about one instrumentation. */
export interface InstrumentStats {
  /** Functions that the module defines. */
  readonly functions: number;
  /** How many of them take fuel in a register. */
  readonly registerFunctions: number;
  /** Functions added around those, for callers that do not know their new type. */
  readonly wrappers: number;
  readonly inputBytes: number;
  readonly outputBytes: number;
}

/** What `instrument` says about its output. Survives structured clone and JSON. */
export interface InstrumentMeta {
  /** Version of the rewriting: the same input, options and version give the same bytes. Part of cache keys. */
  readonly version: number;
  /** Name of the counting rules. */
  readonly profile: string;
  readonly abi: "register" | "local";
  readonly exports: CounterExports;
  /** Whether the counters are imported, under the names in `exports`, from `createSharedCounters`. */
  readonly shared: boolean;
  /** Names under which the module's own mutable globals are exported, when that was asked for. */
  readonly globals: readonly string[];
  /** Bytes that `exports.stack` starts with; 0 when the stack is not limited. */
  readonly stackBytes: number;
  /** The limits behind `exports.memory` and `exports.gc`; 0 when there is no such counter. */
  readonly memoryBytes: number;
  readonly gcBytes: number;
  /**
   * Fuel that wasmtime takes for instantiation besides what a start function uses. Not charged;
   * a host that wants wasmtime's totals charges it.
   */
  readonly startupFuel: number;
  readonly stats: InstrumentStats;
}
