/** The time that a program gives one that it starts, apart from its own. */
import type { Clock } from "./kernel.ts";

/** A deadline on a clock. */
export interface ChildDeadline {
  /** The starter's clock, on which nobody sleeps past the deadline. */
  readonly clock: Clock;
  /** Whether it has passed. Looks at the clock. */
  hasPassed(): boolean;
}

/** Starts the time. */
export function startDeadline(clock: Clock, timeoutMs: number): ChildDeadline {
  const endNs = clock.monotonicNs() + BigInt(Math.ceil(timeoutMs * 1e6));
  return {
    hasPassed: () => clock.monotonicNs() >= endNs,
    clock: {
      realtimeNs: () => clock.realtimeNs(),
      monotonicNs: () => clock.monotonicNs(),
      sleepNs(ns) {
        const left = endNs - clock.monotonicNs();
        clock.sleepNs(ns < left ? ns : left > 0n ? left : 0n);
      },
    },
  };
}
