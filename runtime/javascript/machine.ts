/** Makes machines: a new one to take a snapshot of, or a copy of a snapshot to run a program in. */
import { FuelMeter } from "../../wasm/index.ts";
import type { PreparedModule } from "../prepare-module.ts";
import { boot, compileGuest } from "./boot.ts";
import { GuestThrow } from "./guest-throw.ts";
import { createImports, type ImportHandlers } from "./imports.ts";
import type { GuestSources } from "./load-guest-sources.ts";
import { quickJsExports } from "./quickjs-exports.ts";
import { QuickJsVm } from "./quickjs-vm.ts";
import { restoreMemory, usedLength } from "./restore-memory.ts";
import type { Snapshot } from "./snapshot.ts";

const pageBytes = 65_536;

/** A machine that runs one program. */
export interface Machine {
  readonly vm: QuickJsVm;
  readonly meter: FuelMeter;
}

/** The time that machines start with; nobody sees it. */
const bootTimeNs = 1_735_689_600_000_000_000n;

/**
 * Starts a new machine and takes a snapshot of it: the same bytes everywhere. `stackBytes` of the
 * 1 MiB stack in linear memory are for calls, which throw RangeError after them.
 */
export function createSnapshot(
  module: WebAssembly.Module,
  stackBytes: number,
  sources: GuestSources,
): Snapshot {
  const code = withNewMachine(module, stackBytes, (vm) => compileGuest(vm, sources));
  return withNewMachine(module, stackBytes, (vm) => {
    const state = boot(vm, code);
    const { bytes } = vm;
    return { ...state, memoryBytes: bytes.length, memory: bytes.slice(0, usedLength(bytes)) };
  });
}

function withNewMachine<T>(
  module: WebAssembly.Module,
  stackBytes: number,
  work: (vm: QuickJsVm) => T,
): T {
  const view = (): DataView => new DataView(exports.memory.buffer);
  const imports = createImports({
    ...refuseAll,
    clock: (pointer) => view().setBigUint64(pointer, bootTimeNs, true),
    random: (pointer, length) => new Uint8Array(exports.memory.buffer, pointer, length).fill(7),
  });
  const exports = quickJsExports(new WebAssembly.Instance(module, imports));
  exports._initialize();
  if (exports.qjs_init() !== 0) throw new Error("Cannot start quickjs.wasm: qjs_init failed");
  exports.qjs_set_max_stack_size(stackBytes);
  const vm = new QuickJsVm(exports);
  try {
    return work(vm);
  } catch (error) {
    if (!(error instanceof GuestThrow)) throw error;
    throw new Error(`Cannot boot quickjs.wasm: ${describe(vm, error)}`);
  }
}

/** Copies a snapshot into a machine of its own, whose heap may take `heapBytes`. Throws RangeError when the host has no memory left for it. */
export function restoreMachine(
  { module, meta }: PreparedModule,
  snapshot: Pick<Snapshot, "memory" | "memoryBytes" | "scratch" | "stackPointer">,
  heapBytes: number,
  handlers: (vm: () => QuickJsVm) => ImportHandlers,
): Machine {
  const imports = createImports(handlers(() => vm));
  const instance = new WebAssembly.Instance(module, imports);
  const meter = FuelMeter.attach(instance, meta);
  const exports = quickJsExports(instance);
  const missing = snapshot.memoryBytes - exports.memory.buffer.byteLength;
  if (missing > 0) exports.memory.grow(missing / pageBytes);
  restoreMemory(snapshot.memory, new Uint8Array(exports.memory.buffer));
  exports.__stack_pointer.value = snapshot.stackPointer;
  const vm = new QuickJsVm(exports, snapshot.scratch);
  exports.qjs_set_memory_limit(heapBytes);
  return { vm, meter };
}

/** Nothing of the guest's asks for anything before a program runs. */
const refuseAll: ImportHandlers = {
  call: () => 0,
  interrupt: () => 0,
  rejection: () => {},
  normalize: () => 0,
  load: () => 0,
  clock: () => {},
  random: () => {},
  write: () => {},
};

function describe(vm: QuickJsVm, { value }: GuestThrow): string {
  return `${vm.toText(value)} ${vm.toText(vm.property(value, "stack"))}`;
}
