/** Running one guest: its kernel, the engines, and how it ended. */
export { createRealClock, createVirtualClock, type VirtualClockOptions } from "./clock.ts";
export { createKernel, type KernelOptions, type OwnedKernel } from "./create-kernel.ts";
export {
  createWasi,
  type InstanceOptions,
  type Wasi,
  type WasiInstance,
  type WasiOptions,
} from "./create-wasi.ts";
export {
  type ArtifactCache,
  type AssetName,
  type Engine,
  type EngineHost,
  InvalidState,
  type LoadAsset,
  type OnLoaded,
  type SessionStep,
} from "./engine.ts";
export { createEnginePrograms, type EngineRunners } from "./engine-programs.ts";
export { createHostEntropy, createSeededEntropy } from "./entropy.ts";
export type { Descriptor, FdTable, FileDescriptor, Rights, StreamDescriptor } from "./fd-table.ts";
export { createFuelAccount, type FuelAccount, type FuelGauge } from "./fuel-account.ts";
export { GuestStop } from "./guest-stop.ts";
export {
  type JavaScriptEngineOptions,
  type JavaScriptKind,
  type JavaScriptProgram,
  openJavaScriptEngine,
} from "./javascript/index.ts";
export type { Clock, Entropy, Kernel, SpawnOptions, SpawnResult } from "./kernel.ts";
export { isLoadedLater } from "./loaded-later.ts";
export { type GuestEnd, type GuestFault, type Outcome, outcomeExitCodes } from "./outcome.ts";
export { dropNotice, type OnOutputLimit, type Output, type OutputSink } from "./output.ts";
export type {
  CallRow,
  FunctionRow,
  LineRow,
  Profile,
  ProfilePhases,
  ProfileTable,
} from "./profile/profile.ts";
export { Profiler } from "./profile/profiler.ts";
export { type FindProgram, findFirst, type Program } from "./programs.ts";
export {
  openPythonEngine,
  type PackageArchive,
  type PythonEngine,
  type PythonProgram,
} from "./python/index.ts";
export { openPythonWasiEngine, type PythonWasiOptions } from "./python-wasi/index.ts";
export {
  findShellProgram,
  openShellEngine,
  runShell,
  type ShellProgram,
  type ShellScript,
} from "./shell/index.ts";
export { findSimpleShell } from "./simple-shell.ts";
export { createSleeper, type Sleeper, type SleeperOptions } from "./sleeper.ts";
export type { Stdin, Stream } from "./stdio.ts";
export type { ToolAnswer, ToolChannel, ToolInfo } from "./tool-desk.ts";
export type { TraceSink } from "./wasi/context.ts";
export { openWasiEngine, type WasiProgram } from "./wasi-engine.ts";
export type { Preopen } from "./wasi-setup.ts";
export { fromShimFd, type ShimFile } from "./wasi-shim/shim-file.ts";
export type { ShimFd, ShimInode } from "./wasi-shim/shim-types.ts";
export { VfsDirectory } from "./wasi-shim/vfs-directory.ts";
export {
  openWasixEngine,
  type WasixEngine,
  type WasixProgram,
  type WasmerSdk,
} from "./wasix/index.ts";
export { createWasmPrograms } from "./wasm-programs.ts";
