/** What a caller may ask of the instrumenter, and the settings that follow from it. */
import { type Costs, type CostTable, createCostTable, type ProfileName } from "./costs.ts";
import { WasmError } from "./wasm-error.ts";

/** How fuel travels between functions. */
export type Abi = "register" | "local";

/** Options of `instrument`. */
export interface InstrumentOptions {
  /** Counting rules. @default "wasmtime-49" */
  readonly profile?: ProfileName | Costs;
  /**
   * `register`: fuel is an extra parameter and result of the module's own functions, the fastest.
   * `local`: every function loads it from a global and stores it back. `auto`: `register`.
   * A function that cannot be expressed with `register` uses `local`. Counts are the same.
   * @default "auto"
   */
  readonly abi?: "auto" | Abi;
  /** Whether the fuel left after a trap is wasmtime's, too, or only what the last call knew. @default "exact" */
  readonly trapFuel?: "exact" | "boundary";
  /**
   * Limits the call stack to `bytes` of a frame model that is the same on every engine. Calls of
   * imports take 1,024 bytes more, for what the host does before it calls the guest again, where they
   * name the import: those through references and tables may not. @default false
   */
  readonly stack?: false | { readonly bytes: number };
  /**
   * Lets all memories together grow to `maxBytes`, no further; with `share`, those of all instances.
   * Without it nothing is capped.
   */
  readonly memory?: { readonly maxBytes: number };
  /** Lets all tables together grow to `maxElements`, no further. Without it nothing is capped. */
  readonly tables?: { readonly maxElements: number };
  /**
   * Lets a guest make objects of the GC proposal of `maxBytes` together, by a model of their sizes,
   * whether they are still in use or not; making more is a trap. Without it nothing is counted.
   */
  readonly gc?: { readonly maxBytes: number };
  /**
   * `entry`: functions that are entered with little fuel left ask the host (`FuelMeter.onSoftLimit`),
   * which may give more: for time slices, deadlines and warnings. `loop`: so does each round of a
   * loop, which takes longer: for profiles. Counts stay the same.
   * @default false
   */
  readonly resume?: false | "entry" | "loop";
  /**
   * `import`: the counters are imported instead of exported (`createSharedCounters`), so that
   * several instances, such as dynamically linked ones, spend one budget.
   * @default false
   */
  readonly share?: false | "import";
  /**
   * `export`: the start function becomes an export (`meta.exports.start`), for the host to call once
   * it has set a budget. `keep`: it runs during instantiation, on `initialFuel`.
   * @default "export"
   */
  readonly start?: "export" | "keep";
  /** Whether the name section stays; without names of locals and labels. DWARF never does. @default true */
  readonly debugNames?: boolean;
  /** How large a module may be. */
  readonly limits?: {
    /** Defined functions. @default 1000000 */
    readonly maxFunctions?: number;
    /** One function's body in bytes, before rewriting. @default 4194304 */
    readonly maxBodyBytes?: number;
    /** The whole module in bytes, before rewriting. @default 134217728 */
    readonly maxBytes?: number;
  };
  /** Fuel in the counter before a host sets a budget. @default 0n */
  readonly initialFuel?: bigint;
  /**
   * What the module may import: `module.name`, or `module.*` for all of a module. Others are refused
   * by name. Without it everything is let through, for the host to link or not.
   */
  readonly imports?: { readonly allow: readonly string[] };
  /** Which exports the output has; without it, all that the input has. */
  readonly exports?: ExportOptions;
  /** Features that make guests depend on more than their input; refused unless allowed here. */
  readonly features?: {
    /** Shared memory: several threads. @default false */
    readonly sharedMemory?: boolean;
    /** Relaxed SIMD: results differ between machines. @default false */
    readonly relaxedSimd?: boolean;
  };
}

/** What a module shows of itself. */
export interface ExportOptions {
  /** The exports that stay, by name. The module must have them all. */
  readonly keep: readonly string[];
  /**
   * Exports the mutable globals that the module defines, too, in index order, as `<globals>0`,
   * `<globals>1` and so on: what a host must copy, besides memory, to put an instance's state into
   * another. `meta.globals` has the names.
   */
  readonly globals?: string;
}

/** Options, checked and complete. */
export interface Settings {
  readonly costs: CostTable;
  readonly abi: Abi;
  readonly exactTraps: boolean;
  /** Bytes of stack; 0 = not limited. */
  readonly stackBytes: number;
  readonly maxMemoryBytes: number | undefined;
  readonly maxTableElements: number | undefined;
  readonly maxGcBytes: number | undefined;
  readonly keepStart: boolean;
  readonly debugNames: boolean;
  readonly maxFunctions: number;
  readonly maxBodyBytes: number;
  readonly maxBytes: number;
  readonly initialFuel: bigint;
  /** Whether counters are imported. */
  readonly shares: boolean;
  readonly sharedMemory: boolean;
  readonly relaxedSimd: boolean;
  /** Whether function entries ask the host at a soft limit. */
  readonly resumes: boolean;
  /** Whether rounds of loops do so, too. */
  readonly resumesLoops: boolean;
  /** Undefined: all. */
  readonly allowedImports: ReadonlySet<string> | undefined;
  readonly exports: ExportOptions | undefined;
}

const knownOptions: ReadonlySet<string> = new Set<keyof InstrumentOptions>([
  "profile",
  "abi",
  "trapFuel",
  "stack",
  "memory",
  "tables",
  "gc",
  "resume",
  "share",
  "start",
  "debugNames",
  "limits",
  "initialFuel",
  "features",
  "imports",
  "exports",
]);

/** Stack limits are held in an i32. */
export const MAX_STACK_BYTES = 0x7fff_ffff;

const MAX_FUEL = (1n << 63n) - 1n;

/** Checks `options`. Throws `RangeError` for a bad value, `WasmError` `WASM_UNSUPPORTED` for one that is not supported. */
export function resolveOptions(options: InstrumentOptions): Settings {
  const { stack = false, initialFuel = 0n, limits = {}, features = {} } = options;
  for (const name of Object.keys(options)) {
    if (!knownOptions.has(name)) {
      throw new RangeError(`Cannot use option "${name}": no option has that name`);
    }
  }
  const shares = oneOf("share", options.share ?? false, [false, "import"]) === "import";
  const resume = oneOf("resume", options.resume ?? false, [false, "entry", "loop"]);
  if (shares && resume !== false) unsupported("resume", resume, 'with share "import"');
  if (typeof initialFuel !== "bigint" || initialFuel < 0n || initialFuel > MAX_FUEL) {
    throw new RangeError(
      `Cannot use option initialFuel "${initialFuel}": it must be a bigint from 0 to ${MAX_FUEL}`,
    );
  }
  const abi = oneOf("abi", options.abi ?? "auto", ["auto", "register", "local"]);
  return {
    costs: createCostTable(options.profile ?? "wasmtime-49"),
    abi: abi === "auto" ? "register" : abi,
    exactTraps: oneOf("trapFuel", options.trapFuel ?? "exact", ["exact", "boundary"]) === "exact",
    stackBytes: stack === false ? 0 : wholeNumber("stack.bytes", stack.bytes, 1, MAX_STACK_BYTES),
    maxMemoryBytes: options.memory && wholeNumber("memory.maxBytes", options.memory.maxBytes, 0),
    maxTableElements:
      options.tables && wholeNumber("tables.maxElements", options.tables.maxElements, 0),
    maxGcBytes: options.gc && wholeNumber("gc.maxBytes", options.gc.maxBytes, 0),
    keepStart: oneOf("start", options.start ?? "export", ["export", "keep"]) === "keep",
    debugNames: options.debugNames ?? true,
    maxFunctions: wholeNumber("limits.maxFunctions", limits.maxFunctions ?? 1_000_000, 0),
    maxBodyBytes: wholeNumber("limits.maxBodyBytes", limits.maxBodyBytes ?? 4_194_304, 0),
    maxBytes: wholeNumber("limits.maxBytes", limits.maxBytes ?? 134_217_728, 0),
    initialFuel,
    shares,
    sharedMemory: features.sharedMemory ?? false,
    relaxedSimd: features.relaxedSimd ?? false,
    resumes: resume !== false,
    resumesLoops: resume === "loop",
    allowedImports: options.imports && new Set(options.imports.allow),
    exports: options.exports,
  };
}

function wholeNumber(
  name: string,
  value: number,
  min: number,
  max: number = Number.MAX_SAFE_INTEGER,
): number {
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(
      `Cannot use option ${name} "${value}": it must be a whole number from ${min} to ${max}`,
    );
  }
  return value;
}

function oneOf<T extends string | false>(name: string, value: T, known: readonly T[]): T {
  if (!known.includes(value)) {
    const list = known.map((one) => `"${one}"`).join(", ");
    throw new RangeError(`Cannot use option ${name} "${value}": it must be one of ${list}`);
  }
  return value;
}

function unsupported(name: string, value: string, where: string): never {
  throw new WasmError(
    "WASM_UNSUPPORTED",
    `Cannot instrument module: option ${name} "${value}" is not supported ${where}`,
  );
}
