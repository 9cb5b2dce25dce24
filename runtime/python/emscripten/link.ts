/** Makes the imports of one interpreter from the table of what becomes of each. */
import { trap } from "../../../wasm/index.ts";
import { GuestStop } from "../../guest-stop.ts";
import type { Kernel } from "../../kernel.ts";
import { outcomeExitCodes } from "../../outcome.ts";
import { createCalls as createWasiCalls } from "../../wasi/calls.ts";
import { createAttributeCalls } from "./attribute-calls.ts";
import { createCalendarCalls } from "./calendar.ts";
import { createClockCalls } from "./clock-calls.ts";
import type { Calls, EmscriptenContext, GuestValue } from "./context.ts";
import { createDescriptorCalls } from "./descriptor-calls.ts";
import { guardCall, minusOne64, negative, type OnFailure, positive } from "./guard.ts";
import { implemented, refused } from "./imports.ts";
import { createMemoryMapCalls } from "./memory-map.ts";
import { createOpenCalls } from "./open-call.ts";
import { createPathCalls } from "./path-calls.ts";
import { createProcessCalls } from "./process-calls.ts";
import { createTableCalls } from "./table-calls.ts";

/** One import of the module. */
export type ImportRow = Pick<WebAssembly.ModuleImportDescriptor, "module" | "name" | "kind">;

type ImportValue = WebAssembly.Global | ((...args: readonly GuestValue[]) => GuestValue);

/** Links every import in `rows`. What the table does not know traps when it is called. */
export function createImports(
  rows: readonly ImportRow[],
  context: EmscriptenContext,
): WebAssembly.Imports {
  const functions = createFunctions(context);
  // Addresses of functions that no module provides: all of them null.
  const noAddress = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  const imports: Record<string, Record<string, ImportValue>> = Object.create(null);
  for (const { module, name, kind } of rows) {
    imports[module] ??= Object.create(null) as Record<string, ImportValue>;
    imports[module][name] =
      kind === "global" ? noAddress : (functions.get(name) ?? linkRest(context.kernel, name));
  }
  return imports;
}

/** The functions that answer, by name: all that the table calls implemented. */
export function createFunctions(
  context: EmscriptenContext,
): ReadonlyMap<string, (...args: readonly GuestValue[]) => GuestValue> {
  const { kernel } = context;
  const functions = new Map<string, (...args: readonly GuestValue[]) => GuestValue>();
  const add = (calls: Calls<string>, onFailure: OnFailure): void => {
    for (const [name, call] of Object.entries(calls)) {
      if (implemented.has(name)) functions.set(name, guardCall(kernel, call, onFailure));
    }
  };
  add(createWasiCalls(context), positive);
  add(createProcessCalls(context), negative);
  add(createClockCalls(context), negative);
  add(createCalendarCalls(context), minusOne64);
  add(createOpenCalls(context), negative);
  add(createPathCalls(context), negative);
  add(createAttributeCalls(context), negative);
  add(createMemoryMapCalls(context), negative);
  const { fd_seek: seek, ...descriptorCalls } = createDescriptorCalls(context);
  add(descriptorCalls, negative);
  add({ fd_seek: seek }, positive);
  // Calls of the guest's own functions pass unguarded: what such a function throws is the guest's.
  for (const [name, call] of Object.entries(createTableCalls(context))) functions.set(name, call);
  return functions;
}

function linkRest(kernel: Kernel, name: string): () => GuestValue {
  const answer = refused.get(name);
  if (answer !== undefined) return () => answer;
  return () => {
    const message = `Python called "${name}", which does not exist in a sandbox`;
    const fault = { code: "SEALED_IMPORT", message };
    kernel.stop(new GuestStop("trapped", outcomeExitCodes.trapped, fault));
    return trap();
  };
}
