/** Runs a random module, metered or not, and writes down what can be seen of it from outside. */
import { Random } from "./random.ts";
import { type Recipe, types } from "./recipe.ts";

/** How a call ended. */
export interface CallEnd {
  readonly verdict: "finished" | "trap" | "exception" | "overflow";
  readonly results: readonly unknown[];
}

/** What a run leaves behind. */
export interface RunTrace {
  readonly calls: readonly CallEnd[];
  /** What the guest told `env.trace`. */
  readonly told: readonly number[];
  readonly globals: readonly unknown[];
  /** A hash, and the size in pages. */
  readonly memory: readonly [hash: number, pages: number];
}

/** A module, ready to run, with what a run needs besides. */
export interface RunPlan {
  readonly recipe: Recipe;
  readonly module: WebAssembly.Module;
  readonly seed: number;
  /** Imports besides `env`. */
  readonly imports?: WebAssembly.Imports;
  /** Takes over when the instance is there: attaches a meter, calls the start function. */
  readonly onInstance?: (exports: WebAssembly.Exports) => void;
}

/** What a module that reports has reported. */
export interface Reports {
  /** All work so far, at the last check, and at the last time it was written back. */
  work: number;
  checked: number;
  saved: number;
}

const stepsPerCall = 60;

/** Calls every function twice, in order, until one does not return. */
export function runModule(
  plan: RunPlan,
  reports: Reports = { work: 0, checked: 0, saved: 0 },
): RunTrace {
  const { recipe, module, seed } = plan;
  const random = new Random(seed);
  const told: number[] = [];
  const env = {
    work: (cost: number) => {
      reports.work += cost >>> 0;
    },
    check: () => {
      reports.checked = reports.work;
    },
    save: () => {
      reports.saved = reports.work;
    },
    trace: (value: number) => {
      told.push(value);
      if (value % 13 === 5) throw new Error("The host throws");
      return value ^ 3;
    },
  };
  const { exports } = new WebAssembly.Instance(module, { ...plan.imports, env });
  plan.onInstance?.(exports);
  reports.work = reports.checked = reports.saved = 0;
  told.length = 0;
  const { g0: steps, m: memory } = exports;
  if (!(steps instanceof WebAssembly.Global) || !(memory instanceof WebAssembly.Memory)) {
    throw new TypeError("The module lacks its steps or its memory");
  }
  const calls: CallEnd[] = [];
  for (let i = 0; i < recipe.functions.length * 2; i++) {
    const which = i % recipe.functions.length;
    const callee = exports[`f${which}`];
    if (typeof callee !== "function") throw new TypeError(`The module lacks f${which}`);
    steps.value = stepsPerCall;
    const { parameters = [] } = recipe.signatures[recipe.functions[which]?.type ?? -1] ?? {};
    const values = parameters.map((type) =>
      type === types.i64 ? BigInt(random.integer()) : random.integer(),
    );
    const end = endOf(() => callee(...values));
    calls.push(end);
    if (end.verdict !== "finished") break;
  }
  const globals = recipe.globals.map((_, i) => {
    const global = exports[`g${i}`];
    return global instanceof WebAssembly.Global ? plainValue(global.value) : undefined;
  });
  const bytes = new Uint8Array(memory.buffer);
  return { calls, told, globals, memory: [hash(bytes.subarray(0, 8192)), bytes.length / 65_536] };
}

function endOf(call: () => unknown): CallEnd {
  try {
    const result = call();
    const results = result === undefined ? [] : Array.isArray(result) ? result : [result];
    return { verdict: "finished", results: results.map(plainValue) };
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) return { verdict: "trap", results: [] };
    if (error instanceof RangeError) return { verdict: "overflow", results: [] };
    return { verdict: "exception", results: [] };
  }
}

/** Which NaN a result is may differ from engine to engine and from run to run; objects are opaque. */
function plainValue(value: unknown): unknown {
  if (typeof value === "object" && value !== null) return "object";
  return Number.isNaN(value) ? "NaN" : value;
}

function hash(bytes: Uint8Array): number {
  let sum = 0x811c9dc5;
  for (const byte of bytes) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum >>> 0;
}
