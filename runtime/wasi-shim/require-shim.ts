/** Finding the shim's object behind a number. */
import type { FdTable } from "../fd-table.ts";
import { fail } from "../wasi/errno.ts";
import { type ShimStream, shimStream } from "./shim-file.ts";

/** The shim's object behind `fd`. Fails with EBADF when another kind of descriptor stands there, or none. */
export function requireShim(fds: FdTable, fd: number): ShimStream {
  return shimStream(fds.get(fd >>> 0)) ?? fail("EBADF");
}
