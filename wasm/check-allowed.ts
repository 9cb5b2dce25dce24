/** What a module may have at all: size, threads, imports. */
import type { ModuleIndex } from "./module-index.ts";
import type { Settings } from "./options.ts";
import { counterModule } from "./shared-counters.ts";
import { WasmError } from "./wasm-error.ts";

/** Throws `WasmError` for the first thing that is not allowed. */
export function checkAllowed(index: ModuleIndex, settings: Settings): void {
  checkImports(index, settings);
  const defined = index.functions.length - index.importedFunctions;
  if (defined > settings.maxFunctions) {
    throw new WasmError(
      "WASM_LIMIT",
      `Cannot instrument module: it has "${defined}" functions, the limit is "${settings.maxFunctions}"`,
    );
  }
  const shared = index.memories.find((memory) => memory.shared);
  if (!settings.sharedMemory && shared !== undefined) {
    throw new WasmError(
      "WASM_UNSUPPORTED",
      "Cannot instrument module: shared memory is not allowed, as threads are not deterministic",
      shared.at,
    );
  }
}

function checkImports({ imports }: ModuleIndex, { shares, allowedImports }: Settings): void {
  for (const { module, name } of imports) {
    if (shares && module === counterModule) {
      throw new WasmError(
        "WASM_IMPORT_DENIED",
        `Cannot instrument module: it imports from "${counterModule}", where its counters are`,
      );
    }
    if (allowedImports === undefined) continue;
    if (allowedImports.has(`${module}.*`) || allowedImports.has(`${module}.${name}`)) continue;
    const shown = JSON.stringify(`${module}.${name}`.slice(0, MAX_SHOWN));
    throw new WasmError(
      "WASM_IMPORT_DENIED",
      `Cannot instrument module: it imports ${shown}, which is not allowed`,
    );
  }
}

/** Names come from the guest. */
const MAX_SHOWN = 200;
