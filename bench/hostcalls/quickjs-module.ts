/** The engine of JavaScript guests as its package ships it: not metered. */
import { readFile } from "node:fs/promises";

/** Compiles it. */
export async function compileQuickJs(): Promise<WebAssembly.Module> {
  const url = new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm"));
  return WebAssembly.compile(await readFile(url));
}
