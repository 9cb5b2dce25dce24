/** WASI preview1 over the kernel: the functions that a program imports. */
import { guardImport, type ImportedFunction } from "../import-boundary.ts";
import { createCalls } from "./calls.ts";
import type { WasiContext } from "./context.ts";
import { findErrno } from "./errno.ts";

/** Makes every function of WASI preview1 for one guest. Each answers an error number, or traps. */
export function createWasiFunctions(context: WasiContext): ReadonlyMap<string, ImportedFunction> {
  const functions = new Map<string, ImportedFunction>();
  for (const [name, call] of Object.entries(createCalls(context))) {
    functions.set(name, guardImport(context.kernel, call, findErrno));
  }
  return functions;
}
