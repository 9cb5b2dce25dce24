/** How a WebAssembly guest ended, from what its kernel, its meter and its entry point left behind. */
import type { FuelMeter } from "../wasm/index.ts";
import type { Kernel } from "./kernel.ts";
import { isNativeStackOverflow } from "./native-stack.ts";
import { type GuestEnd, type GuestFault, type Outcome, outcomeExitCodes } from "./outcome.ts";
import { describeTrap } from "./trap-message.ts";

/** What a guest left behind. */
export interface GuestRemains {
  readonly kernel: Pick<Kernel, "stopped" | "uncaught">;
  readonly trapReason: FuelMeter["trapReason"];
  /** What left the entry point; undefined when it returned. */
  readonly error: unknown;
  readonly memoryPeakBytes: number;
}

/** Says how a guest ended. What stopped it from outside comes before what it did then. */
export function explainEnd(remains: GuestRemains): GuestEnd {
  const { kernel, trapReason, error, memoryPeakBytes } = remains;
  const { stopped, uncaught } = kernel;
  if (stopped !== undefined) {
    const { outcome, exitCode } = stopped;
    const fault = stopped.fault ?? (exitCode === 0 ? undefined : uncaught);
    return { outcome, exitCode, memoryPeakBytes, ...(fault === undefined ? {} : { error: fault }) };
  }
  if (error === undefined) return { outcome: "exited", exitCode: 0, memoryPeakBytes };
  if (trapReason === "fuel") return endAs("out-of-fuel", memoryPeakBytes);
  if (trapReason === "stack" || isNativeStackOverflow(error)) {
    return endAs("stack-overflow", memoryPeakBytes);
  }
  if (trapReason === "memory" || trapReason === "gc" || trapReason === "host-memory") {
    return endAs("out-of-memory", memoryPeakBytes);
  }
  return endAs("trapped", memoryPeakBytes, { code: "TRAP", message: describeTrap(error) });
}

/** The end of a guest with the exit code that its outcome stands for. */
export function endAs(
  outcome: Exclude<Outcome, "exited">,
  memoryPeakBytes: number,
  error?: GuestFault,
): GuestEnd {
  const exitCode = outcomeExitCodes[outcome];
  return { outcome, exitCode, memoryPeakBytes, ...(error === undefined ? {} : { error }) };
}
