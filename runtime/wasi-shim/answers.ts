/** Answers of the shim's objects, which come from code that nobody here knows. */
import { FsError } from "../../vfs/index.ts";
import { GuestStop } from "../guest-stop.ts";
import { fail, WasiFailure } from "../wasi/errno.ts";

/** The largest error number that there is. */
const lastErrno = 76;

/** Ends the call unless `ret` says that it succeeded. */
export function requireSuccess(ret: number): void {
  if (ret === 0) return;
  const known = Number.isInteger(ret) && ret > 0 && ret <= lastErrno;
  throw new WasiFailure("EIO", known ? ret : undefined);
}

/** What an answer holds where it succeeded; EIO where it holds nothing. */
export function requirePart<Part>(ret: number, part: Part | null | undefined): Part {
  requireSuccess(ret);
  return part ?? fail("EIO");
}

/** Calls the shim's object. What it throws, whatever it is, is EIO. */
export function attempt<Result>(call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof WasiFailure || error instanceof FsError || error instanceof GuestStop) {
      throw error;
    }
    return fail("EIO");
  }
}
