/** The bare engine without worker, fuel or files: from the bytes to the first output. */
import { readFile } from "node:fs/promises";
import { runQuickJs } from "../quickjs-wasi.ts";

const start = performance.now();
const bytes = await readFile(new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm")));
const answer = await runQuickJs(await WebAssembly.compile(bytes), 'print("hello")');
console.log(JSON.stringify({ ms: performance.now() - start, answer }));
