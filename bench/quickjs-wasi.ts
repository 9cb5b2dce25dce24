/** A program in a fresh, unmetered QuickJS on this thread: what metering and isolation compare with. */
import { QuickJS } from "quickjs-wasi";

/** Runs `source` with one global function, `print`, and answers with what it printed. */
export async function runQuickJs(wasm: WebAssembly.Module, source: string): Promise<string> {
  let printed = "";
  const vm = await QuickJS.create({ wasm });
  try {
    const print = vm.newFunction("print", (line) => {
      printed += `${line?.toString()}\n`;
      return vm.undefined;
    });
    vm.setProp(vm.global, "print", print);
    print.dispose();
    vm.evalCode(source).dispose();
    return printed;
  } finally {
    vm.dispose();
  }
}
