/** The line between the interpreter and the calls that it imports: nothing that host code throws crosses it. */
import { trap } from "../../../wasm/index.ts";
import { stopGuest } from "../../import-boundary.ts";
import type { Kernel } from "../../kernel.ts";
import type { GuestValue } from "./context.ts";
import { findErrno } from "./failure.ts";

/** What the guest gets for an error number. */
export type OnFailure = (errno: number) => GuestValue;

/** As Linux system calls answer. */
export const negative: OnFailure = (errno) => -errno;

/** As WASI calls answer. */
export const positive: OnFailure = (errno) => errno;

/** As calls with a 64-bit result answer. */
export const minusOne64: OnFailure = () => -1n;

/** Wraps host code for the guest. Traps when the guest must end, before or after the call; an error without a number ends it as `trapped`. */
export function guardCall(
  kernel: Kernel,
  call: (...args: never[]) => unknown,
  onFailure: OnFailure,
): (...args: readonly GuestValue[]) => GuestValue {
  // A fixed number of parameters, because rest parameters would allocate an array per call.
  const invoke = call as (...args: readonly GuestValue[]) => GuestValue;
  return (a?, b?, c?, d?, e?, f?, g?) => {
    if (kernel.poll() !== undefined) return trap();
    let result: GuestValue;
    try {
      result = invoke(a, b, c, d, e, f, g) ?? 0;
    } catch (error) {
      // A trap in a function of the guest that the call has used: it goes on through the guest.
      if (error instanceof WebAssembly.RuntimeError) throw error;
      const errno = findErrno(error);
      if (errno === undefined) stopGuest(kernel, error);
      else result = onFailure(errno);
    }
    if (kernel.stopped !== undefined) return trap();
    return result;
  };
}
