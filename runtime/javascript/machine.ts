/** Makes machines: a new one to take a snapshot of, or a copy of a snapshot to run a program in. */
import { FuelMeter, type InstrumentMeta } from "../../wasm/index.ts";
import type { PreparedModule } from "../prepare-module.ts";
import { boot } from "./boot.ts";
import { GuestThrow } from "./guest-throw.ts";
import { createImports, type ImportHandlers } from "./imports.ts";
import { quickJsExports } from "./quickjs-exports.ts";
import { QuickJsVm } from "./quickjs-vm.ts";
import type { Snapshot } from "./snapshot.ts";

const pageBytes = 65_536;

/** What limits a machine from inside, so that a program can catch it. */
export interface MachineLimits {
  /** Bytes that the QuickJS heap may take. */
  readonly heapBytes: number;
  /** Bytes of the 1 MiB stack in linear memory after which calls throw RangeError. */
  readonly stackBytes: number;
}

/** A machine that runs one program. */
export interface Machine {
  readonly vm: QuickJsVm;
  readonly meter: FuelMeter;
}

/** The time that machines start with; nobody sees it. */
const bootTimeNs = 1_735_689_600_000_000_000n;

/** Starts a new machine and takes a snapshot of it. The same module and limits give the same bytes everywhere. */
export async function createSnapshot(
  module: WebAssembly.Module,
  limits: MachineLimits,
): Promise<Snapshot> {
  const view = (): DataView => new DataView(exports.memory.buffer);
  const imports = createImports({
    ...refuseAll,
    clock: (pointer) => view().setBigUint64(pointer, bootTimeNs, true),
    random: (pointer, length) => new Uint8Array(exports.memory.buffer, pointer, length).fill(7),
  });
  const exports = quickJsExports(await WebAssembly.instantiate(module, imports));
  exports._initialize();
  if (exports.qjs_init() !== 0) throw new Error("Cannot start quickjs.wasm: qjs_init failed");
  exports.qjs_set_max_stack_size(limits.stackBytes);
  const vm = new QuickJsVm(exports);
  try {
    const state = boot(vm);
    exports.qjs_set_memory_limit(limits.heapBytes);
    const { bytes } = vm;
    return { ...state, memoryBytes: bytes.length, memory: bytes.slice(0, usedLength(bytes)) };
  } catch (error) {
    if (!(error instanceof GuestThrow)) throw error;
    throw new Error(`Cannot boot quickjs.wasm: ${describe(vm, error)}`);
  }
}

/** Copies a snapshot into a machine of its own. */
export async function restoreMachine(
  prepared: PreparedModule,
  snapshot: Snapshot,
  handlers: (vm: () => QuickJsVm) => ImportHandlers,
): Promise<Machine> {
  const imports = createImports(handlers(() => vm));
  const instance = await WebAssembly.instantiate(prepared.module, imports);
  const meter = attach(instance, prepared.meta);
  const exports = quickJsExports(instance);
  const missing = snapshot.memoryBytes - exports.memory.buffer.byteLength;
  if (missing > 0) exports.memory.grow(missing / pageBytes);
  const bytes = new Uint8Array(exports.memory.buffer);
  bytes.set(snapshot.memory);
  bytes.fill(0, snapshot.memory.length);
  exports.__stack_pointer.value = snapshot.stackPointer;
  const vm = new QuickJsVm(exports, snapshot.scratch);
  return { vm, meter };
}

function attach(instance: WebAssembly.Instance, meta: InstrumentMeta): FuelMeter {
  return FuelMeter.attach(instance, meta);
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

function usedLength(bytes: Uint8Array): number {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === 0) length -= 1;
  return length;
}

function describe(vm: QuickJsVm, { value }: GuestThrow): string {
  return `${vm.toText(value)} ${vm.toText(vm.property(value, "stack"))}`;
}
