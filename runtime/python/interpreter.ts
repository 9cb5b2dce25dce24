/** One CPython in its WebAssembly instance, and the few of its functions that the host calls. */
import { FuelMeter, type InstrumentMeta } from "../../wasm/index.ts";
import type { Kernel } from "../kernel.ts";
import type { Stream } from "../stdio.ts";
import { GuestMemory } from "../wasi/memory.ts";
import type { EmscriptenContext, GuestFunctions } from "./emscripten/context.ts";
import { type ImportRow, type LinkedImports, linkImports } from "./emscripten/link.ts";
import { encodeCString } from "./emscripten/strings.ts";
import { captureSnapshot, overwriteMemory, restoreMemory, type Snapshot } from "./snapshot.ts";

/** A compiled module of the interpreter and what goes with it. */
export interface InterpreterModule {
  readonly module: WebAssembly.Module;
  readonly meta: InstrumentMeta;
  readonly imports: readonly ImportRow[];
}

/** What an interpreter starts with. */
export interface InterpreterOptions {
  readonly kernel: Kernel;
  /** The environment that C code sees. */
  readonly env?: Readonly<Record<string, string>>;
  /** Devices below `/dev` that it has besides the usual ones. */
  readonly devices?: ReadonlyMap<string, Stream>;
}

/** The prefix of the exports that are the module's own mutable globals. */
export const globalPrefix = "__mutable_";

/** The functions that {@link Interpreter} calls. */
export const usedFunctions = [
  "PyRun_SimpleString",
  "__main_argc_argv",
  "__wasm_call_ctors",
  "emscripten_builtin_memalign",
  "emscripten_stack_get_base",
  "emscripten_stack_set_limits",
  "free",
] as const;

/** The exports that {@link Interpreter} uses. */
export const usedExports: ReadonlySet<string> = new Set([
  ...usedFunctions,
  "Py_EMSCRIPTEN_SIGNAL_HANDLING",
  "__indirect_function_table",
  "memory",
]);

/**
 * How much of its stack a program may fill before CPython raises RecursionError, in bytes. What
 * the engine's own stack holds is less than the 10 MB that the module sets aside.
 */
export const stackBytes: number = 256 * 1024;

/** An interpreter. It has no end of its own: dropping it frees it. */
export class Interpreter {
  readonly meter: FuelMeter;
  readonly heap: WebAssembly.Memory;
  readonly #memory = new GuestMemory();
  readonly #functions: UsedFunctions;
  readonly #guest: GuestFunctions;
  readonly #linked: LinkedImports;
  readonly #globals: readonly WebAssembly.Global[];
  readonly #signals: number;
  /** Whether memory is still zero wherever the module has no data. */
  #isNew = true;

  /** Instantiates the module. Throws RangeError when the host has no memory left for it. */
  constructor(interpreter: InterpreterModule, options: InterpreterOptions) {
    this.#linked = linkImports(interpreter.imports, this.#contextOf(options));
    const { exports } = new WebAssembly.Instance(interpreter.module, this.#linked.imports);
    const { memory, __indirect_function_table: table } = exports;
    if (!(memory instanceof WebAssembly.Memory) || !(table instanceof WebAssembly.Table)) {
      throw new TypeError("Cannot open the interpreter: its memory or table is not exported");
    }
    const functions = requireFunctions(exports);
    this.#guest = {
      allocate: (alignment, length) =>
        functions.emscripten_builtin_memalign(alignment, length) >>> 0,
      tableEntry: (index) => table.get(index) as unknown,
    };
    this.#functions = functions;
    this.#memory.attach(memory);
    this.heap = memory;
    this.meter = FuelMeter.attach({ exports }, interpreter.meta);
    this.#globals = mutableGlobals(exports);
    this.#signals = requireGlobal(exports, "Py_EMSCRIPTEN_SIGNAL_HANDLING").value as number;
  }

  /** Serves another run from now on, for which its state must be restored; or nobody, and forgets the last one. */
  serve(options: InterpreterOptions | undefined): void {
    this.#linked.relink(options && this.#contextOf(options));
  }

  /** Starts CPython in a new instance. Throws when it does not start. */
  boot(): void {
    const { __wasm_call_ctors, emscripten_stack_get_base, emscripten_stack_set_limits } =
      this.#functions;
    __wasm_call_ctors();
    const base = emscripten_stack_get_base();
    emscripten_stack_set_limits(base, base - stackBytes);
    const name = this.#allocateString("python");
    const argv = this.#allocate(Uint8Array.of(...pointerBytes(name), 0, 0, 0, 0));
    const result = this.#functions.__main_argc_argv(1, argv);
    if (result !== 0) throw new Error(`Cannot start Python: it ended with ${result}`);
    // From now on the interpreter asks for signals now and then, which is when deadlines are seen.
    this.#memory.setU8(this.#signals, 1);
  }

  /** Runs statements in `__main__`. Answers false when they raised an exception. */
  execute(code: string): boolean {
    const pointer = this.#allocateString(code);
    const result = this.#functions.PyRun_SimpleString(pointer);
    this.#functions.free(pointer);
    return result === 0;
  }

  /** Captures the whole state. Only between two calls. */
  capture(): Snapshot {
    return captureSnapshot(
      new Uint8Array(this.heap.buffer),
      this.#globals.map(({ value }) => Number(value) >>> 0),
    );
  }

  /** Takes on the state of another instance. Throws RangeError when the host has no memory left for it. */
  restore(snapshot: Snapshot): void {
    const missing = snapshot.memoryBytes - this.heap.buffer.byteLength;
    if (missing > 0) this.heap.grow(missing / 65_536);
    const memory = new Uint8Array(this.heap.buffer);
    if (this.#isNew) restoreMemory(snapshot, memory);
    else overwriteMemory(snapshot, memory);
    this.#isNew = false;
    this.#globals.forEach((global, index) => {
      global.value = (snapshot.globals[index] ?? 0) | 0;
    });
  }

  #contextOf({ kernel, env = {}, devices = noDevices }: InterpreterOptions): EmscriptenContext {
    return {
      kernel,
      memory: this.#memory,
      args: [],
      environ: Object.entries(env).map(([name, value]) => encodeCString(`${name}=${value}`)),
      devices,
      guest: () => this.#guest,
      heap: () => this.heap,
    };
  }

  #allocateString(text: string): number {
    return this.#allocate(encodeCString(text));
  }

  #allocate(bytes: Uint8Array): number {
    const pointer = this.#functions.emscripten_builtin_memalign(8, bytes.length) >>> 0;
    if (pointer === 0) throw new RangeError("Cannot hand bytes to Python: it has no memory left");
    this.#memory.range(pointer, bytes.length).set(bytes);
    return pointer;
  }
}

type UsedFunctions = Readonly<
  Record<(typeof usedFunctions)[number], (...args: number[]) => number>
>;

const noDevices: ReadonlyMap<string, Stream> = new Map();

function requireFunctions(exports: WebAssembly.Exports): UsedFunctions {
  const entries = usedFunctions.map((name) => {
    const value = exports[name];
    if (typeof value !== "function") {
      throw new TypeError(`Cannot open the interpreter: it exports no function "${name}"`);
    }
    return [name, value] as const;
  });
  return Object.fromEntries(entries) as UsedFunctions;
}

function requireGlobal(exports: WebAssembly.Exports, name: string): WebAssembly.Global {
  const value = exports[name];
  if (value instanceof WebAssembly.Global) return value;
  throw new TypeError(`Cannot open the interpreter: it exports no global "${name}"`);
}

function mutableGlobals(exports: WebAssembly.Exports): readonly WebAssembly.Global[] {
  return Object.keys(exports)
    .filter((name) => name.startsWith(globalPrefix))
    .sort()
    .map((name) => requireGlobal(exports, name));
}

function pointerBytes(pointer: number): readonly number[] {
  return [0, 8, 16, 24].map((shift) => (pointer >>> shift) & 0xff);
}
