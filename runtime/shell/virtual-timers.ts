/** Timers that ring when nothing else is left to do: the clock moves on to them at once. */

/** The timers of one interpreter. */
export interface VirtualTimers {
  /** Calls `work` with `args` when `delayMs` have passed; answers the timer's number. */
  set(work: (...args: readonly unknown[]) => unknown, delayMs?: number, ...args: unknown[]): number;
  clear(timer: unknown): void;
  /** Lets time pass until the next timer, and rings it; false when there is none. */
  passTime(): boolean;
  reset(): void;
}

interface Timer {
  readonly id: number;
  readonly atMs: number;
  readonly ring: () => void;
}

/** Makes timers; `sleepMs` lets time pass. */
export function createVirtualTimers(sleepMs: (ms: number) => void): VirtualTimers {
  let timers: Timer[] = [];
  let lastId = 0;
  let nowMs = 0;
  return {
    set(work, delayMs = 0, ...args) {
      lastId += 1;
      const atMs = nowMs + Math.max(0, Number(delayMs) || 0);
      timers.push({ id: lastId, atMs, ring: () => work(...args) });
      return lastId;
    },
    clear(timer) {
      timers = timers.filter(({ id }) => id !== timer);
    },
    passTime() {
      const [first, ...others] = timers;
      if (first === undefined) return false;
      // Of timers for the same moment, the one that was set first.
      const next = others.reduce((best, timer) => (timer.atMs < best.atMs ? timer : best), first);
      timers = timers.filter((timer) => timer !== next);
      if (next.atMs > nowMs) {
        sleepMs(next.atMs - nowMs);
        nowMs = next.atMs;
      }
      next.ring();
      return true;
    },
    reset() {
      timers = [];
      nowMs = 0;
    },
  };
}
