/** Sends calls on objects of the shim to them, and all others on. */
import type { FdTable } from "../fd-table.ts";
import type { CallName } from "../wasi/abi.ts";
import type { Calls, VersionedContext } from "../wasi/context.ts";
import { attempt } from "./answers.ts";
import { createShimDataCalls, type ShimDataCall } from "./data-calls.ts";
import { createShimFdCalls, type ShimFdCall } from "./fd-calls.ts";
import { createShimPathCalls, type ShimPathCall } from "./path-calls.ts";
import { shimStream } from "./shim-file.ts";

type Word = number | bigint;
type AnyCall = (...args: readonly Word[]) => void;
type ShimCall = ShimDataCall | ShimFdCall | ShimPathCall;

/** Stands before the calls of the kernel's own descriptors. */
export function routeToShim(context: VersionedContext, calls: Calls<CallName>): Calls<CallName> {
  const { fds } = context.kernel;
  const shimCalls: Calls<ShimCall> = {
    ...createShimDataCalls(context),
    ...createShimFdCalls(context),
    ...createShimPathCalls(context),
  };
  const routed = Object.entries(shimCalls).map(([name, call]): [string, AnyCall] => {
    const places = deciding[name] ?? [0];
    const [own, shim] = [calls[name as ShimCall] as AnyCall, call as AnyCall];
    return [
      name,
      (...args) => {
        const isShim = places.some((at) => shimStream(fds.get(Number(args[at]) >>> 0)));
        return isShim ? shim(...args) : own(...args);
      },
    ];
  });
  return { ...calls, ...Object.fromEntries(routed) };
}

/** Where the descriptors are in the arguments of a call that decide who answers. Default: first. */
const deciding: Readonly<Record<string, readonly number[]>> = {
  path_link: [0, 4],
  path_rename: [0, 3],
  path_symlink: [2],
  // What is moved moves with its number; only what is replaced has to be closed.
  fd_renumber: [1],
};

/** Closes the objects behind all numbers below `maxFds`. */
export function closeShimFiles(fds: FdTable, maxFds: number): void {
  for (let fd = 0; fd < maxFds; fd += 1) {
    const stream = shimStream(fds.get(fd));
    if (stream === undefined) continue;
    fds.close(fd);
    try {
      attempt(() => stream.fd.fd_close());
    } catch {
      // There is nobody left to tell.
    }
  }
}
