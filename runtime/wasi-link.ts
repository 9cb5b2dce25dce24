/** Gives a WASI program what it imports. */
import { trap } from "../wasm/index.ts";
import { GuestStop } from "./guest-stop.ts";
import type { ImportedFunction } from "./import-boundary.ts";
import type { Kernel } from "./kernel.ts";
import { type GuestFault, outcomeExitCodes } from "./outcome.ts";
import { wasiModule } from "./wasi/abi.ts";

/** The imports of a program, or why it cannot have them. */
export type Linked =
  | { readonly imports: WebAssembly.Imports; readonly fault?: undefined }
  | { readonly fault: GuestFault };

/**
 * Finds what `module` imports among `functions`. A function that is not there traps when it is
 * called, so that a program can be run that imports more than it uses; nothing else can be missing.
 */
export function linkWasi(
  module: WebAssembly.Module,
  functions: ReadonlyMap<string, ImportedFunction>,
  kernel: Kernel,
): Linked {
  // Names come from the guest: no name may reach a prototype.
  const imports: Record<string, Record<string, ImportedFunction>> = Object.create(null);
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (kind !== "function") {
      return { fault: unknownImport("link", from, name, `no ${kind} can be imported`) };
    }
    imports[from] ??= Object.create(null) as Record<string, ImportedFunction>;
    const offered = from === wasiModule ? functions.get(name) : undefined;
    imports[from][name] = offered ?? createStub(kernel, from, name);
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
