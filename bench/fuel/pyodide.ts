/**
 * Python programs in bare CPython: the interpreter of Python guests, on the host functions that they
 * have, but also without metering, which guests never are.
 */
import {
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
} from "../../runtime/index.ts";
import type { EmscriptenContext, GuestFunctions } from "../../runtime/python/emscripten/context.ts";
import { linkImports } from "../../runtime/python/emscripten/link.ts";
import { encodeCString } from "../../runtime/python/emscripten/strings.ts";
import { stackBytes, usedExports } from "../../runtime/python/interpreter.ts";
import { patches } from "../../runtime/python/module-patches.ts";
import { stdlibPath } from "../../runtime/python/stdlib.ts";
import { GuestMemory } from "../../runtime/wasi/memory.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { editModule } from "../../wasm/index.ts";
import { type ColumnModule, compileAs, createStopwatch } from "./columns.ts";
import { pythonPrelude, pythonPrograms } from "./python-programs.ts";
import type { ScriptProgram } from "./quickjs-programs.ts";
import { countFirst, type RunProgram, type Workload } from "./workload.ts";

/** Programs in bare Pyodide as a workload: all in one interpreter. */
export function pythonWorkload(
  name: string,
  title: string,
  programs: readonly ScriptProgram[],
): Workload {
  return {
    name,
    title,
    programs,
    async open(column, load) {
      const [wasm, stdlib] = await Promise.all([
        load("node_modules/pyodide/pyodide.asm.wasm"),
        load("node_modules/pyodide/python_stdlib.zip"),
      ]);
      const edit = { exports: { keep: [...usedExports] }, bodies: patches, custom: false };
      const compiled = await compileAs(column, editModule(wasm, edit));
      return countFirst(programs, startPython(programs, compiled, stdlib));
    },
  };
}

/** The eight programs of suite `fuel`. */
export const pyodideWorkload: Workload = pythonWorkload("pyodide", "Pyodide", pythonPrograms);

function startPython(
  programs: readonly ScriptProgram[],
  compiled: ColumnModule,
  stdlib: Uint8Array,
): RunProgram {
  let said = "";
  const kernel = createBenchKernel(stdlib, (text) => {
    said += text;
  });
  const python = openPython(compiled, kernel);
  const time = createStopwatch(python, compiled);
  // Not timed, but paid for.
  time(() => {
    python.boot();
    for (const { name, source } of programs) {
      python.execute(`${source}\nprograms["${name}"] = run\n`);
    }
    return "";
  });
  return (name) => {
    said = "";
    return time(() => {
      python.execute(`print(programs["${name}"](), flush=True)`);
      return said.trimEnd();
    });
  };
}

type Kernel = ReturnType<typeof createKernel>;

function createBenchKernel(stdlib: Uint8Array, onText: (text: string) => void): Kernel {
  const fs = createFileSystem({ now: () => 0n }).sync;
  for (const path of ["/app", "/lib"]) fs.mkdir(path);
  fs.writeFile(stdlibPath, stdlib);
  const decoder = new TextDecoder();
  const sink = (chunk: Uint8Array): void => onText(decoder.decode(chunk, { stream: true }));
  return createKernel({
    fs,
    fuel: createFuelAccount(2n ** 62n),
    args: ["python"],
    clock: createVirtualClock(),
    entropy: createSeededEntropy(0),
    maxMemoryBytes: 2 ** 31,
    maxStdoutBytes: 2 ** 30,
    stdout: sink,
    stderr: sink,
  });
}

interface Python {
  readonly exports: WebAssembly.Exports;
  boot(): void;
  execute(code: string): void;
}

const startEnv = ["PYTHONHASHSEED=0", "PYTHONUTF8=1", "PYTHONINSPECT=1"];

function openPython({ module }: ColumnModule, kernel: Kernel): Python {
  const memory = new GuestMemory();
  let opened: WebAssembly.Memory;
  const context: EmscriptenContext = {
    kernel,
    memory,
    args: [],
    environ: startEnv.map(encodeCString),
    devices: new Map(),
    guest: () => guest,
    heap: () => opened,
  };
  const { imports } = linkImports(WebAssembly.Module.imports(module), context);
  const { exports } = new WebAssembly.Instance(module, imports);
  const { memory: heap, __indirect_function_table: table } = exports;
  if (!(heap instanceof WebAssembly.Memory) || !(table instanceof WebAssembly.Table)) {
    throw new TypeError("The interpreter exports no memory or no table");
  }
  opened = heap;
  memory.attach(heap);
  const call = (name: string, ...args: readonly number[]): number => {
    const callee = exports[name];
    if (typeof callee !== "function") throw new TypeError(`The interpreter exports no "${name}"`);
    return Number(callee(...args)) >>> 0;
  };
  const guest: GuestFunctions = {
    allocate: (alignment, length) => call("emscripten_builtin_memalign", alignment, length),
    tableEntry: (index) => table.get(index) as unknown,
  };
  const store = (bytes: Uint8Array): number => {
    const pointer = guest.allocate(8, bytes.length);
    memory.range(pointer, bytes.length).set(bytes);
    return pointer;
  };
  const execute = (code: string): void => {
    const pointer = store(encodeCString(code));
    const result = call("PyRun_SimpleString", pointer);
    call("free", pointer);
    if (result !== 0) throw new Error("A Python program has failed");
  };
  return {
    exports,
    execute,
    boot(): void {
      call("__wasm_call_ctors");
      const base = call("emscripten_stack_get_base");
      call("emscripten_stack_set_limits", base, base - stackBytes);
      const argv = store(new Uint8Array(Uint32Array.of(store(encodeCString("python")), 0).buffer));
      if (call("__main_argc_argv", 1, argv) !== 0) throw new Error("Python does not start");
      execute(pythonPrelude);
    },
  };
}
