/** JavaScript programs in bare QuickJS: the engine of JavaScript guests without what we put around it. */
import { createImports } from "../../runtime/javascript/imports.ts";
import {
  type QuickJsExports,
  quickJsExports,
  usedExports,
} from "../../runtime/javascript/quickjs-exports.ts";
import { evalFlags, QuickJsVm } from "../../runtime/javascript/quickjs-vm.ts";
import { type ColumnModule, compileAs, createStopwatch } from "./columns.ts";
import { quickJsPrograms } from "./quickjs-programs.ts";
import { countFirst, type RunProgram, type Workload } from "./workload.ts";

/** QuickJS as a workload: all programs in one machine. */
export const quickJsWorkload: Workload = {
  name: "quickjs",
  title: "QuickJS",
  programs: quickJsPrograms,
  async open(column, load) {
    const bytes = await load("node_modules/quickjs-wasi/quickjs.wasm");
    const compiled = await compileAs(column, bytes, { exports: { keep: usedExports } });
    return countFirst(quickJsPrograms, await startMachine(compiled));
  },
};

async function startMachine(compiled: ColumnModule): Promise<RunProgram> {
  const view = (): DataView => new DataView(exports.memory.buffer);
  const imports = createImports({
    ...unused,
    clock: (pointer) => view().setBigUint64(pointer, 0n, true),
    random: (pointer, length) => new Uint8Array(exports.memory.buffer, pointer, length).fill(1),
  });
  const instance = await WebAssembly.instantiate(compiled.module, imports);
  const exports: QuickJsExports = quickJsExports(instance);
  const time = createStopwatch(instance, compiled);
  exports._initialize();
  if (exports.qjs_init() !== 0) throw new Error("QuickJS does not start");
  const vm = new QuickJsVm(exports);
  const functions = new Map(
    quickJsPrograms.map(({ name, source }) => [name, compile(vm, name, source)]),
  );
  return (name) => {
    const program = functions.get(name);
    if (program === undefined) throw new Error(`There is no program "${name}"`);
    return time(() => {
      const result = vm.call(program);
      const text = vm.toText(result);
      vm.freeValue(result);
      return text;
    });
  };
}

function compile(vm: QuickJsVm, name: string, source: string): number {
  const code = new TextEncoder().encode(`(() => String((() => {${source}})()))`);
  return vm.evaluate(code, `${name}.js`, evalFlags.script);
}

/** What programs that only compute never ask for. */
const unused: Parameters<typeof createImports>[0] = {
  call: () => 0,
  interrupt: () => 0,
  rejection: () => {},
  normalize: () => 0,
  load: () => 0,
  clock: () => {},
  random: () => {},
  write: () => {},
};
