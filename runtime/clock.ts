/** The two clocks a guest can have: the machine's, and one that moves only when it is used. */
import type { Clock } from "./kernel.ts";
import { createSleeper, type Sleeper } from "./sleeper.ts";

/** Opens the machine's clock. Its wall time follows the machine's at creation and then never goes back. */
export function createRealClock(sleeper: Sleeper = createSleeper()): Clock {
  const start = BigInt(Date.now()) * 1_000_000n - elapsedNs();
  return {
    realtimeNs: () => start + elapsedNs(),
    monotonicNs: elapsedNs,
    sleepNs: sleeper,
  };
}

/** How a virtual clock starts and moves. */
export interface VirtualClockOptions {
  /** The first wall time, in nanoseconds since the Unix epoch. Default 2025-01-01T00:00:00Z. */
  readonly epochNs?: bigint;
  /** How far each reading moves it, in nanoseconds, so that a loop that waits for time to pass ends. Default 1 ms. */
  readonly stepNs?: bigint;
}

/** Opens a clock that tells every run the same times: reading it moves it one step, sleeping moves it at once. */
export function createVirtualClock(options: VirtualClockOptions = {}): Clock {
  const epochNs = options.epochNs ?? 1_735_689_600_000_000_000n;
  const stepNs = options.stepNs ?? 1_000_000n;
  let passedNs = 0n;
  const advance = (ns: bigint): bigint => {
    if (ns > 0n) passedNs += ns;
    // A guest that sleeps for ages must not push the time out of 64 bits.
    if (epochNs + passedNs > latestNs) passedNs = latestNs - epochNs;
    return passedNs;
  };
  return {
    realtimeNs: () => epochNs + advance(stepNs),
    monotonicNs: () => advance(stepNs),
    sleepNs: advance,
  };
}

const latestNs = 2n ** 63n - 1n;

function elapsedNs(): bigint {
  return BigInt(Math.round(performance.now() * 1_000)) * 1_000n;
}
