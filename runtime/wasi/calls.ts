/** Every call of WASI preview1, topic by topic. */
import type { CallName } from "./abi.ts";
import { createArgsCalls } from "./args.ts";
import { createClockCalls } from "./clock.ts";
import type { Calls, VersionedContext, WasiContext } from "./context.ts";
import { createEnvironCalls } from "./environ.ts";
import { createFdCalls } from "./fd.ts";
import { createFdDataCalls } from "./fd-data.ts";
import { createFdStatCalls } from "./fd-stat.ts";
import { type Layout, layouts } from "./layout.ts";
import { createPathCalls } from "./path.ts";
import { createPathOpenCalls } from "./path-open.ts";
import { createPollCalls } from "./poll.ts";
import { createPreopenCalls } from "./preopen.ts";
import { createProcessCalls } from "./process.ts";
import { createRandomCalls } from "./random.ts";
import { createReaddirCalls } from "./readdir.ts";
import { createSchedulerCalls } from "./scheduler.ts";
import { createSocketCalls } from "./socket.ts";

/** Makes the bare calls of one version, by default preview1. They throw what went wrong. */
export function createCalls(
  given: WasiContext,
  layout: Layout = layouts.wasi_snapshot_preview1,
): Calls<CallName> {
  const context: VersionedContext = { ...given, layout };
  return {
    ...createArgsCalls(context),
    ...createClockCalls(context),
    ...createEnvironCalls(context),
    ...createFdCalls(context),
    ...createFdDataCalls(context),
    ...createFdStatCalls(context),
    ...createPathCalls(context),
    ...createPathOpenCalls(context),
    ...createPollCalls(context),
    ...createPreopenCalls(context),
    ...createProcessCalls(),
    ...createRandomCalls(context),
    ...createReaddirCalls(context),
    ...createSchedulerCalls(),
    ...createSocketCalls(context),
  };
}
