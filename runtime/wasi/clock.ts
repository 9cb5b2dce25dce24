/** What time it is for a guest. */
import type { Clock } from "../kernel.ts";
import { clockid } from "./abi.ts";
import type { Calls, WasiContext } from "./context.ts";
import { fail } from "./errno.ts";

/** The resolution that every clock claims, in nanoseconds. */
const resolutionNs = 1_000n;

/** Makes `clock_res_get` and `clock_time_get`. */
export function createClockCalls(context: WasiContext): Calls<"clock_res_get" | "clock_time_get"> {
  const { memory, kernel } = context;
  return {
    clock_res_get(id: number, resolution: number) {
      if (!isClock(id)) fail("EINVAL");
      memory.setU64(resolution, resolutionNs);
    },
    clock_time_get(id: number, _precision: bigint, time: number) {
      memory.check(time, 8);
      memory.setU64(time, readClock(kernel.clock, id));
    },
  };
}

/** Reads the clock with the number `id`, in nanoseconds. Fails with EINVAL when there is none. */
export function readClock(clock: Clock, id: number): bigint {
  if (id === clockid.realtime) return clock.realtimeNs();
  return isClock(id) ? clock.monotonicNs() : fail("EINVAL");
}

/** Whether there is a clock with the number `id`. */
export function isClock(id: number): boolean {
  return id >= clockid.realtime && id <= clockid.threadCputime;
}
