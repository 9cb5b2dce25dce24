/** The watchdog of one run: asks a guest to end, and ends its worker when it does not obey in time. */
import type { StopReason } from "./control.ts";

/** How long a guest that was asked to end has before its worker is ended, on a machine with much else to do. */
export const graceMs = 100;

/** How much longer a guest has that has heard of its end: its state may be large, and the machine busy. */
export const heardGraceMs = 1_000;

/** Whoever obeys has done so by then, mostly. */
const overdueMs = 10;

/** What the watchdog works with. */
export interface WatchdogOptions {
  readonly timeoutMs: number;
  /** Time between asking and ending; 0 where nobody can be asked. */
  readonly graceMs: (reason: StopReason) => number;
  /** Aborting it stops the run as `cancelled`. */
  readonly signal?: AbortSignal;
  /** Asks the guest to end. */
  readonly ask: (reason: StopReason) => void;
  /** Whether the guest has heard that it must end. */
  readonly hasHeard: () => boolean;
  /** Hears that the guest does not seem to obey, before its worker is ended. */
  readonly overdue: () => void;
  /** Ends the worker. */
  readonly end: (reason: StopReason) => void;
}

/** A watchdog that is on duty. */
export interface Watchdog {
  /** Stops the run now; the first reason stays. */
  stop(reason: StopReason): void;
  /** Takes it off duty: the run has ended. */
  release(): void;
}

/** Puts a watchdog on duty. */
export function startWatchdog(options: WatchdogOptions): Watchdog {
  const { timeoutMs, signal, ask, overdue, end } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let released = false;
  const stop = (reason: StopReason): void => {
    if (stopped || released) return;
    stopped = true;
    clearTimeout(timer);
    ask(reason);
    const restMs = options.graceMs(reason);
    const firstMs = Math.min(overdueMs, restMs);
    timer = setTimeout(() => {
      overdue();
      timer = setTimeout(() => {
        if (options.hasHeard()) timer = setTimeout(() => end(reason), heardGraceMs);
        else end(reason);
      }, restMs - firstMs);
    }, firstMs);
  };
  const onAbort = (): void => stop("cancelled");
  timer = setTimeout(() => stop("timed-out"), timeoutMs);
  signal?.addEventListener("abort", onAbort);
  if (signal?.aborted === true) onAbort();
  return {
    stop,
    release(): void {
      released = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    },
  };
}
