/** Giving way to other threads, of which a guest has none. */
import type { Calls } from "./context.ts";

/** Makes `sched_yield`. */
export function createSchedulerCalls(): Calls<"sched_yield"> {
  return { sched_yield() {} };
}
