/** Rewriting a module once, and the modules for which that is measured. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { instrument } from "../../wasm/index.ts";
import { indexModule, sectionIds } from "../../wasm/module-index.ts";
import { repositoryPath } from "../child.ts";
import type { Sample } from "../suite.ts";
import { type MeteredColumn, meteredColumns } from "./columns.ts";
import { cpythonPath } from "./cpython-wasi.ts";

/** A module of the repository. */
export interface LargeModule {
  readonly name: string;
  readonly title: string;
  readonly path: string;
}

/** QuickJS of `quickjs-wasi`. */
export const quickJs: LargeModule = {
  name: "quickjs",
  title: "QuickJS",
  path: "node_modules/quickjs-wasi/quickjs.wasm",
};

/** The interpreter of Pyodide. */
export const pyodide: LargeModule = {
  name: "pyodide",
  title: "Pyodide",
  path: "node_modules/pyodide/pyodide.asm.wasm",
};

/** All that is measured. */
export const largeModules: readonly LargeModule[] = [
  quickJs,
  pyodide,
  { name: "cpython", title: "CPython WASI", path: cpythonPath },
];

/** What rewriting answers when the engine accepts the outcome. */
export const accepted = "valid";

/** Rewrites a module once. */
export function sampleRewriting(bytes: Uint8Array<ArrayBuffer>, column: MeteredColumn): Sample {
  const start = performance.now();
  const output = instrument(bytes, { ...meteredColumns[column], debugNames: false }).bytes;
  const ms = performance.now() - start;
  return { ms, answer: WebAssembly.validate(output) ? accepted : "not valid" };
}

/** A module's bytes; undefined when it is not installed. */
export async function loadModule({
  path,
}: LargeModule): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = repositoryPath(path);
  return existsSync(file) ? new Uint8Array(await readFile(file)) : undefined;
}

/** The size of the code section. */
export function codeBytes(bytes: Uint8Array<ArrayBuffer>): number {
  const code = indexModule(bytes).sections.find(({ id }) => id === sectionIds.code);
  return code === undefined ? 0 : code.end - code.start;
}
