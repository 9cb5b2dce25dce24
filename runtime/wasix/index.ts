/** WASIX programs on the runtime of @wasmer/sdk. */
export { openWasixEngine, type WasixEngine, type WasixProgram } from "./engine.ts";
export type { WasmerSdk } from "./wasmer-types.ts";
