/** Makes the imports of one interpreter from the table of what becomes of each. */
import { trap } from "../../../wasm/index.ts";
import { GuestStop } from "../../guest-stop.ts";
import type { Kernel } from "../../kernel.ts";
import { outcomeExitCodes } from "../../outcome.ts";
import { type Profiler, profileImport } from "../../profile/profiler.ts";
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

/** The imports of one instance. */
export interface LinkedImports {
  readonly imports: WebAssembly.Imports;
  /** Has the imports serve another run, or nobody: then they trap. */
  relink(context: EmscriptenContext | undefined): void;
}

/** Links every import in `rows`. What the table does not know traps when it is called. */
export function linkImports(rows: readonly ImportRow[], context: EmscriptenContext): LinkedImports {
  // Calls of the guest's own functions pass unguarded: what such a function throws is the guest's.
  // They last as long as the instance, and must not hold on to the kernel of its first run.
  const { guest, memory } = context;
  const tableCalls = createTableCalls({ guest, memory });
  const slots = new Map<string, Slot>();
  // Addresses of functions that no module provides: all of them null.
  const noAddress = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  const link = ({ name, kind }: ImportRow): ImportValue => {
    if (kind === "global") return noAddress;
    if (Object.hasOwn(tableCalls, name)) return tableCalls[name as keyof typeof tableCalls];
    const answer = refused.get(name);
    if (answer !== undefined) return () => answer;
    const slot: Slot = { call: () => trap() };
    slots.set(name, slot);
    // A fixed number of parameters, because rest parameters would allocate an array per call.
    return (a?, b?, c?, d?, e?, f?, g?) => slot.call(a, b, c, d, e, f, g);
  };
  const imports: Record<string, Record<string, ImportValue>> = Object.create(null);
  for (const row of rows) {
    const { module, name } = row;
    imports[module] ??= Object.create(null) as Record<string, ImportValue>;
    imports[module][name] = link(row);
  }
  const relink = (next: EmscriptenContext | undefined): void => {
    const functions = next && createFunctions(next);
    for (const [name, slot] of slots) {
      slot.call = next ? (functions?.get(name) ?? createStub(next.kernel, name)) : () => trap();
    }
  };
  relink(context);
  return { imports, relink };
}

/** Where the function stands that an import calls now. */
interface Slot {
  call: (...args: readonly GuestValue[]) => GuestValue;
}

/** The guarded functions of one run, by name: all that the table calls implemented, but for those of `createTableCalls`. */
export function createFunctions(
  context: EmscriptenContext,
): ReadonlyMap<string, (...args: readonly GuestValue[]) => GuestValue> {
  const { kernel } = context;
  const functions = new Map<string, (...args: readonly GuestValue[]) => GuestValue>();
  const add = (calls: Calls<string>, onFailure: OnFailure): void => {
    for (const [name, call] of Object.entries(calls)) {
      if (!implemented.has(name)) continue;
      const guarded = guardCall(kernel, call, onFailure);
      functions.set(name, profileImport(profilerOf(kernel, name), name, guarded));
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
  return functions;
}

/** What the interpreter asks all the time, and what costs nothing, is no call of the program. */
function profilerOf({ profiler }: Kernel, name: string): Profiler | undefined {
  return name.startsWith("_Py_") ? undefined : profiler;
}

function createStub(kernel: Kernel, name: string): () => never {
  return () => {
    const message = `Python called "${name}", which does not exist in a sandbox`;
    const fault = { code: "SEALED_IMPORT", message };
    kernel.stop(new GuestStop("trapped", outcomeExitCodes.trapped, fault));
    return trap();
  };
}
