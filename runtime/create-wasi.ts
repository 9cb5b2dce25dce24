/** WASI for those who compile and instantiate modules themselves. */
import type { FileSystem, SyncFileSystem } from "../vfs/index.ts";
import type { ImportedFunction } from "./import-boundary.ts";
import type { Clock, Entropy } from "./kernel.ts";
import type { OutputSink } from "./output.ts";
import type { Stdin } from "./stdio.ts";
import type { TraceSink } from "./wasi/context.ts";
import { createWasiFunctions } from "./wasi/index.ts";
import type { WasiModule } from "./wasi/layout.ts";
import { type EmbeddedProgram, openEmbeddedProgram } from "./wasi-embedding.ts";
import type { ShimFile } from "./wasi-shim/shim-file.ts";

/** What a program finds. What is absent has the default that its comment says. */
export interface WasiOptions {
  /** The files that it can reach through its preopens. Default: an empty filesystem. */
  readonly fs?: SyncFileSystem | FileSystem;
  /** `args[0]` is its own name. Default: none. */
  readonly args?: readonly string[];
  /** Default: empty. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * The directories that are open when it starts, in the order of their numbers from 3: the name each
   * is offered under, and its absolute path in `fs` or what `fromShimFd` made. Default: as programs of
   * a sandbox, `/app` as `/app` and as `.`, where there is one.
   */
  readonly preopens?: Readonly<Record<string, string | ShimFile>>;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Fills an array with random bytes. Default: the host's. */
  readonly random?: Entropy;
  /** Its bytes, or what fills a buffer and returns how much, 0 at the end. Default: at its end. */
  readonly stdin?: Stdin | ShimFile;
  /** Takes each piece of output as it is written. Default: nobody. */
  readonly stdout?: OutputSink | ShimFile;
  /** Default: nobody. */
  readonly stderr?: OutputSink | ShimFile;
  /** Tell every call in one line, to a function or, with `true`, to stderr. Default: do not. */
  readonly trace?: boolean | TraceSink;
}

/** Where the memory of an instance is. */
export interface InstanceOptions {
  /** For a module that imports its memory. Default: its export `memory`. */
  readonly memory?: WebAssembly.Memory;
}

/** Whatever has the exports of an instance. */
export interface WasiInstance {
  readonly exports: object;
}

/** WASI for one instance. */
export interface Wasi {
  /** Both versions of the calls, to instantiate a module with; add what else the module imports. */
  readonly imports: Readonly<Record<WasiModule, Readonly<Record<string, ImportedFunction>>>>;
  /** The calls of preview1 alone, under the name that other hosts give them. */
  readonly wasiImport: Record<string, ImportedFunction>;
  /** What `proc_exit` was called with, its low 8 bits; undefined until then. */
  readonly exitCode: number | undefined;
  /**
   * Runs a command to its end, closes what it had open, and answers its exit code. Throws what it
   * ended with otherwise: a `WebAssembly.RuntimeError` for a trap, which is out of fuel, too; what
   * `stdin`, `stdout`, `stderr`, `clock` or `random` threw. TypeError without `_start` or memory, and
   * for a second start.
   */
  start(instance: WasiInstance, options?: InstanceOptions): number;
  /**
   * Makes a reactor ready, by its `_initialize` where it has one; its exports can be called then, until
   * `close`. After a `proc_exit` in one of them every call of WASI traps. Throws as `start` does.
   */
  initialize(instance: WasiInstance, options?: InstanceOptions): void;
  /** Closes what is open; the calls trap from now on. `start` does so itself. */
  close(): void;
}

/**
 * Makes WASI preview1 and `wasi_unstable` for one instance of a module, metered or not. It stands where
 * a `WASI` of @bjorn3/browser_wasi_shim does: `wasiImport`, `start`, `initialize`. A program ends by a
 * trap, also in `proc_exit`, so that none can catch its end. Nothing limits the time, the output or,
 * in a module that is not metered, the memory of a program: sandboxes do.
 *
 * Throws `FsError` for a preopen that is no directory.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createWasi } from "fuelbox/runtime";
 *
 * // (module (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
 * //   (memory (export "memory") 1) (func (export "_start") (call 0 (i32.const 3))))
 * const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 2, 96, 1, 127, 0, 96, 0, 0,
 *   2, 36, 1, 22, ...new TextEncoder().encode("wasi_snapshot_preview1"),
 *   9, ...new TextEncoder().encode("proc_exit"), 0, 0, 3, 2, 1, 1, 5, 3, 1, 0, 1,
 *   7, 19, 2, 6, ...new TextEncoder().encode("memory"), 2, 0,
 *   6, ...new TextEncoder().encode("_start"), 0, 1, 10, 8, 1, 6, 0, 65, 3, 16, 0, 11);
 *
 * const wasi = createWasi({ args: ["program"], env: { HOME: "/app" } });
 * const { instance } = await WebAssembly.instantiate(bytes, wasi.imports);
 * assert.equal(wasi.start(instance), 3);
 * ```
 */
export function createWasi(options: WasiOptions = {}): Wasi {
  return new EmbeddedWasi(openEmbeddedProgram(options));
}

type Functions = Record<string, ImportedFunction>;

class EmbeddedWasi implements Wasi {
  readonly imports: Wasi["imports"];
  readonly #program: EmbeddedProgram;
  readonly #made = new Map<WasiModule, Functions>();
  #isUsed = false;

  constructor(program: EmbeddedProgram) {
    this.#program = program;
    const make = (module: WasiModule): Functions => this.#functions(module);
    // Made when a module asks for them: few import the older version.
    this.imports = {
      get wasi_snapshot_preview1() {
        return make("wasi_snapshot_preview1");
      },
      get wasi_unstable() {
        return make("wasi_unstable");
      },
    };
  }

  get wasiImport(): Functions {
    return this.#functions("wasi_snapshot_preview1");
  }

  get exitCode(): number | undefined {
    const { stopped } = this.#program.context.kernel;
    return stopped?.outcome === "exited" ? stopped.exitCode : undefined;
  }

  start(instance: WasiInstance, options: InstanceOptions = {}): number {
    const main = find(instance, "_start");
    if (main === undefined) {
      throw new TypeError('Cannot start the instance: it exports no function "_start"');
    }
    this.#use("start", instance, options);
    try {
      this.#enter(main);
      return this.exitCode ?? 0;
    } finally {
      this.close();
    }
  }

  initialize(instance: WasiInstance, options: InstanceOptions = {}): void {
    this.#use("initialize", instance, options);
    const initialize = find(instance, "_initialize");
    if (initialize !== undefined) this.#enter(initialize);
  }

  close(): void {
    this.#program.close();
  }

  #functions(module: WasiModule): Functions {
    let functions = this.#made.get(module);
    if (functions === undefined) {
      functions = Object.fromEntries(createWasiFunctions(this.#program.context, module));
      this.#made.set(module, functions);
    }
    return functions;
  }

  #use(action: string, instance: WasiInstance, options: InstanceOptions): void {
    const { memory = Reflect.get(instance.exports, "memory") } = options;
    if (!(memory instanceof WebAssembly.Memory)) {
      throw new TypeError(`Cannot ${action} the instance: it exports no memory "memory"`);
    }
    if (this.#isUsed) {
      throw new TypeError(`Cannot ${action} the instance: this WASI serves another one already`);
    }
    this.#isUsed = true;
    this.#program.context.memory.attach(memory);
  }

  /** An exit is no error; what the host's own functions threw comes before the trap that it was made into. */
  #enter(entry: () => unknown): void {
    try {
      entry();
    } catch (error) {
      if (this.exitCode !== undefined) return;
      const { fault } = this.#program;
      throw fault === undefined ? error : fault.error;
    }
  }
}

function find({ exports }: WasiInstance, name: string): (() => unknown) | undefined {
  const found: unknown = Reflect.get(exports, name);
  return typeof found === "function" ? () => found() : undefined;
}
