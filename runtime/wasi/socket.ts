/** Sockets, of which a guest has none: every descriptor that is open is something else. */
import type { Calls, WasiContext } from "./context.ts";
import { fail } from "./errno.ts";

/** Makes the `sock_` calls: ENOTSOCK, or EBADF when the descriptor is not open. */
export function createSocketCalls(
  context: WasiContext,
): Calls<"sock_accept" | "sock_recv" | "sock_send" | "sock_shutdown"> {
  const refuse = (fd: number): void => {
    context.kernel.fds.require(fd >>> 0, "socket");
    fail("ENOTSOCK");
  };
  return { sock_accept: refuse, sock_recv: refuse, sock_send: refuse, sock_shutdown: refuse };
}
