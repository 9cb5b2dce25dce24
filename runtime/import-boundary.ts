/**
 * The line between a guest and host code that it calls. Nothing that host code throws crosses it:
 * a guest could catch a JavaScript exception, but not a trap.
 */
import { trap } from "../wasm/index.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Kernel } from "./kernel.ts";
import { isNativeStackOverflow } from "./native-stack.ts";
import { outcomeExitCodes } from "./outcome.ts";

/** A value that crosses between a guest and host code. */
export type GuestValue = number | bigint;

/** A function that a guest imports. */
export type ImportedFunction = (...args: readonly GuestValue[]) => number;

/** Finds the error number that a guest gets for what host code threw; undefined when there is none. */
export type FindErrno = (error: unknown) => number | undefined;

/**
 * Wraps host code for a guest: answers 0, or the error number of what was thrown. Traps when the
 * guest must end, before or after the call; an error without a number ends it as `trapped`.
 */
export function guardImport(
  kernel: Kernel,
  call: (...args: never[]) => void,
  findErrno: FindErrno,
): ImportedFunction {
  // A fixed number of parameters, because rest parameters would allocate an array per call.
  const invoke = call as (...args: readonly (GuestValue | undefined)[]) => void;
  return (a?, b?, c?, d?, e?, f?, g?, h?, i?) => {
    if (kernel.poll() !== undefined) return trap();
    let result: number | undefined = 0;
    try {
      invoke(a, b, c, d, e, f, g, h, i);
    } catch (error) {
      result = findErrno(error);
      if (result === undefined) stopGuest(kernel, error);
    }
    if (kernel.stopped !== undefined || result === undefined) return trap();
    return result;
  };
}

/** Ends the guest for an error that has no number: a stop as it says, anything else as `stack-overflow` or `trapped`. */
export function stopGuest(kernel: Kernel, error: unknown): void {
  if (error instanceof GuestStop) kernel.stop(error);
  else if (isNativeStackOverflow(error)) {
    kernel.stop(new GuestStop("stack-overflow", outcomeExitCodes["stack-overflow"]));
  } else {
    const fault = { code: "HOST_FAULT", message: "Cannot answer a call of the guest" };
    kernel.stop(new GuestStop("trapped", outcomeExitCodes.trapped, fault));
  }
}
