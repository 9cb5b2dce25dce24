/** One run of one prepared WASI program: context, imports, instance, entry point, end. */
import { FsError } from "../vfs/index.ts";
import { FuelMeter } from "../wasm/index.ts";
import { endAs, explainEnd } from "./guest-end.ts";
import type { Kernel } from "./kernel.ts";
import type { GuestEnd } from "./outcome.ts";
import type { PreparedModule } from "./prepare-module.ts";
import { describeTrap } from "./trap-message.ts";
import type { WasiContext } from "./wasi/context.ts";
import type { GuestMemory } from "./wasi/memory.ts";
import { linkWasi } from "./wasi-link.ts";
import { openWasiContext, type WasiSetup } from "./wasi-setup.ts";
import { enterStack } from "./wasi-stack.ts";

/** Runs a prepared program to its end. */
export function runWasiProgram(
  prepared: PreparedModule,
  kernel: Kernel,
  setup: WasiSetup = {},
): GuestEnd {
  let context: WasiContext;
  try {
    context = openWasiContext(kernel, setup);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    const message = `Cannot open the directories of the program: ${error.message}`;
    return endAs("trapped", 0, { code: "PREOPEN_FAILED", message });
  }
  const linked = linkWasi(prepared.module, context);
  if (linked.fault !== undefined) return endAs("trapped", 0, linked.fault);
  let instance: WebAssembly.Instance;
  try {
    instance = new WebAssembly.Instance(prepared.module, linked.imports);
  } catch (error) {
    return explainInstantiation(error);
  }
  return enter(prepared, instance, kernel, context.memory);
}

function enter(
  { meta }: PreparedModule,
  { exports }: WebAssembly.Instance,
  kernel: Kernel,
  guestMemory: GuestMemory,
): GuestEnd {
  const { memory, _start: main } = exports;
  if (typeof main !== "function") {
    const message = 'Cannot run the module: it exports no function "_start"';
    return endAs("trapped", memoryBytes(memory), { code: "NO_ENTRY_POINT", message });
  }
  if (memory instanceof WebAssembly.Memory) {
    guestMemory.attach(memory);
    kernel.memory = memory;
  }
  const meter = FuelMeter.attach({ exports }, meta);
  const detach = kernel.fuel.attach(meter);
  const leaveStack = enterStack(kernel.fuel, exports, meta);
  let error: unknown;
  try {
    if (kernel.poll() === undefined) {
      const start = meta.exports.start === undefined ? undefined : exports[meta.exports.start];
      if (typeof start === "function") start();
      main();
    }
  } catch (thrown) {
    error = thrown;
  } finally {
    leaveStack();
    detach();
  }
  const { trapReason } = meter;
  return explainEnd({ kernel, trapReason, error, memoryPeakBytes: memoryBytes(memory) });
}

function memoryBytes(memory: WebAssembly.ExportValue | undefined): number {
  return memory instanceof WebAssembly.Memory ? memory.buffer.byteLength : 0;
}

/** Instantiating fails when segments do not fit, or when the host has no memory left for the guest. */
function explainInstantiation(error: unknown): GuestEnd {
  if (error instanceof RangeError) return endAs("out-of-memory", 0);
  if (error instanceof WebAssembly.RuntimeError) {
    return endAs("trapped", 0, { code: "TRAP", message: describeTrap(error) });
  }
  const message = "Cannot link the module: a function that it imports has another type";
  return endAs("trapped", 0, { code: "LINK_FAILED", message });
}
