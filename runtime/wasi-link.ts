/** Gives a WASI program what it imports. */
import { trap } from "../wasm/index.ts";
import { GuestStop } from "./guest-stop.ts";
import type { ImportedFunction } from "./import-boundary.ts";
import type { Kernel } from "./kernel.ts";
import { type GuestFault, outcomeExitCodes } from "./outcome.ts";
import type { WasiContext } from "./wasi/context.ts";
import { createWasiFunctions } from "./wasi/index.ts";
import { isWasiModule } from "./wasi/layout.ts";

/** The imports of a program, or why it cannot have them. */
export type Linked =
  | { readonly imports: WebAssembly.Imports; readonly fault?: undefined }
  | { readonly fault: GuestFault };

/**
 * Makes what `module` imports. A function that there is not traps when it is called, so that a
 * program can be run that imports more than it uses; nothing else can be missing.
 */
export function linkWasi(module: WebAssembly.Module, context: WasiContext): Linked {
  // Names come from the guest: no name may reach a prototype.
  const imports: Record<string, Record<string, ImportedFunction>> = Object.create(null);
  const made = new Map<string, ReadonlyMap<string, ImportedFunction>>();
  const wanted = WebAssembly.Module.imports(module);
  for (const { module: from, name, kind } of wanted) {
    if (kind !== "function") {
      return { fault: unknownImport("link", from, name, `no ${kind} can be imported`) };
    }
    imports[from] ??= Object.create(null) as Record<string, ImportedFunction>;
    if (isWasiModule(from) && !made.has(from)) {
      const names = wanted.flatMap((each) => (each.module === from ? each.name : []));
      made.set(from, createWasiFunctions(context, from, new Set(names)));
    }
    const offered = made.get(from)?.get(name);
    imports[from][name] = offered ?? createStub(context.kernel, from, name);
  }
  return { imports };
}

function createStub(kernel: Kernel, from: string, name: string): ImportedFunction {
  return () => {
    const fault = unknownImport("call", from, name, "there is no such function");
    kernel.stop(new GuestStop("trapped", outcomeExitCodes.trapped, fault));
    return trap();
  };
}

function unknownImport(action: string, from: string, name: string, reason: string): GuestFault {
  const shown = JSON.stringify(`${from}.${name}`.slice(0, longestShownName));
  return { code: "UNKNOWN_IMPORT", message: `Cannot ${action} import ${shown}: ${reason}` };
}

const longestShownName = 200;
