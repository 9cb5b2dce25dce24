/** What time it is, and letting time pass. */
import type { Calls, EmscriptenContext } from "./context.ts";
import { ownErrno, shownErrno } from "./errno-numbers.ts";

/**
 * The timer number that no program uses: with it, `_setitimer_js` lets the given milliseconds pass.
 * The prepared module calls it wherever the original would wait in a loop.
 */
export const sleepTimer = -1;

/** In the same way: answers the number that programs see for an error number of the interpreter. */
export const shownErrnoTimer = -2;

/** And back again. */
export const ownErrnoTimer = -3;

/** Longer sleeps are as good as endless, in milliseconds. */
const maxSleepMs = 2 ** 41;

/** Makes the clock calls that WASI does not have. */
export function createClockCalls({
  kernel: { clock },
}: EmscriptenContext): Calls<"_setitimer_js" | "emscripten_date_now" | "emscripten_get_now"> {
  return {
    emscripten_date_now: () => Number(clock.realtimeNs() / 1_000_000n),
    emscripten_get_now: () => Number(clock.monotonicNs()) / 1e6,
    _setitimer_js(timer: number, milliseconds: number) {
      if (timer === shownErrnoTimer) return shownErrno(milliseconds);
      if (timer === ownErrnoTimer) return ownErrno(milliseconds);
      // Timers never fire: a program that waits for one meets its deadline.
      if (timer !== sleepTimer || Number.isNaN(milliseconds)) return 0;
      // Less than nothing is for ever: nobody else is there who could end the wait.
      const ms = milliseconds < 0 ? maxSleepMs : Math.min(milliseconds, maxSleepMs);
      clock.sleepNs(BigInt(Math.round(ms * 1e6)));
      return 0;
    },
  };
}
