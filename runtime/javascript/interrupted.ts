/** How a step ends that was interrupted: QuickJS throws what no handler of the guest catches. */
import { endAs } from "../guest-end.ts";
import type { Kernel } from "../kernel.ts";
import type { GuestEnd, GuestFault } from "../outcome.ts";

/** The end of a step that `uncaught` has ended; undefined when it was no interrupt. */
export function interruptedEnd(
  kernel: Pick<Kernel, "fuel" | "interruptedBy" | "uncaught">,
  memoryPeakBytes: number,
): GuestEnd | undefined {
  const { interruptedBy, uncaught, fuel } = kernel;
  if (uncaught?.type !== "InternalError" || uncaught.message !== "interrupted") return undefined;
  if (interruptedBy !== undefined) return endAs(interruptedBy, memoryPeakBytes);
  const message = `Most of the fuel is used, of ${fuel.limit.toLocaleString("en")} units`;
  const error: GuestFault = { ...uncaught, type: "FuelWarning", message };
  return { outcome: "exited", exitCode: 1, memoryPeakBytes, error };
}
