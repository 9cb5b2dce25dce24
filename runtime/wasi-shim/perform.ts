/** Runs calls of the filesystem for the shim, which wants numbers where we throw. */
import { errno, findErrno } from "../wasi/errno.ts";

/** What a call answers: 0, or the number of what it threw. */
export function perform(call: () => void): number {
  try {
    call();
    return errno.SUCCESS;
  } catch (error) {
    return numberOf(error);
  }
}

/** The same for a call with a result, which is `otherwise` when it failed. */
export function performWith<Result, Otherwise>(
  call: () => Result,
  otherwise: Otherwise,
): { readonly ret: number; readonly value: Result | Otherwise } {
  try {
    return { ret: errno.SUCCESS, value: call() };
  } catch (error) {
    return { ret: numberOf(error), value: otherwise };
  }
}

function numberOf(error: unknown): number {
  const number = findErrno(error);
  if (number === undefined) throw error;
  return number;
}
