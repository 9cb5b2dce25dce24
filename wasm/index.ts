/** Metering WebAssembly: rewrite a module, run it on a budget of fuel. */
export type { Costs, ProfileName } from "./costs.ts";
export { type BodyPlaces, editModule, type ImportIndex, type ModuleEdit } from "./edit-module.ts";
export { FuelMeter, type HasExports, type TrapReason } from "./fuel-meter.ts";
export { type InstrumentedModule, instrument } from "./instrument.ts";
export type { CounterExports, InstrumentMeta, InstrumentStats } from "./meta.ts";
export type { Abi, ExportOptions, InstrumentOptions } from "./options.ts";
export { sealExports } from "./seal-exports.ts";
export { createSharedCounters, type SharedCounters } from "./shared-counters.ts";
export { trap } from "./trap.ts";
export { WasmError, type WasmErrorCode } from "./wasm-error.ts";
export {
  type MeteredInstance,
  type MeteredLoad,
  type WithFuelOptions,
  withFuel,
} from "./with-fuel.ts";
