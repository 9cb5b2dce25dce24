/** Blocks the thread for a while, in slices, so that a cancel or a deadline is noticed. */

/** Blocks the thread for `ns` nanoseconds, or less when the guest must end. */
export type Sleeper = (ns: bigint) => void;

/** How a sleeper waits. */
export interface SleeperOptions {
  /** Blocks for `ms` milliseconds or less. Default: `Atomics.wait` where the platform allows it, else a busy loop. */
  readonly wait?: (ms: number) => void;
  /** Whether to wake up at once; asked between slices. */
  readonly isInterrupted?: () => boolean;
}

/** The longest time between two looks at `isInterrupted`, in milliseconds. */
const sliceMs = 20;

/** Makes a sleeper that looks at `isInterrupted` at least every 20 ms. */
export function createSleeper(options: SleeperOptions = {}): Sleeper {
  const wait = options.wait ?? waitOnNothing();
  const isInterrupted = options.isInterrupted ?? (() => false);
  return (ns) => {
    const end = performance.now() + Number(ns) / 1e6;
    for (let left = end - performance.now(); left > 0; left = end - performance.now()) {
      if (isInterrupted()) return;
      wait(Math.min(left, sliceMs));
    }
  };
}

/** Waits on a cell that nobody wakes; spins where threads cannot share memory. */
function waitOnNothing(): (ms: number) => void {
  if (typeof SharedArrayBuffer === "undefined") return spin;
  const cell = new Int32Array(new SharedArrayBuffer(4));
  return (ms) => {
    Atomics.wait(cell, 0, 0, ms);
  };
}

function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
