/** WASI preview1, and `wasi_unstable` before it, over the kernel: the functions that a program imports. */
import { guardImport, type ImportedFunction } from "../import-boundary.ts";
import { profileImport } from "../profile/profiler.ts";
import { createCalls } from "./calls.ts";
import type { WasiContext } from "./context.ts";
import { findErrno } from "./errno.ts";
import { layouts, type WasiModule } from "./layout.ts";
import { traceCall } from "./trace.ts";
import { typeImports } from "./typed-imports.ts";

/**
 * Makes the functions of `module` for one guest, by name: all, or those that `wanted` has. Each
 * answers an error number, or traps.
 */
export function createWasiFunctions(
  context: WasiContext,
  module: WasiModule = "wasi_snapshot_preview1",
  wanted?: ReadonlySet<string>,
): ReadonlyMap<string, ImportedFunction> {
  const { kernel, onTrace, route = (_, calls) => calls } = context;
  const layout = layouts[module];
  const functions = new Map<string, ImportedFunction>();
  const calls = route({ ...context, layout }, createCalls(context, layout));
  for (const [name, bare] of Object.entries(calls)) {
    if (wanted?.has(name) === false) continue;
    const call = onTrace === undefined ? bare : traceCall(context, onTrace, name, bare);
    const guarded = guardImport(kernel, call, findErrno);
    functions.set(name, profileImport(kernel.profiler, name, guarded));
  }
  const typed = new Map(typeImports(functions));
  for (const name of layout.without) typed.delete(name);
  return typed;
}
