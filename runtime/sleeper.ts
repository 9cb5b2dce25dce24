/** Blocks the thread for a while, in slices, so that a cancel or a deadline is noticed. */

/** Blocks the thread for `ns` nanoseconds, or less when the guest must end. */
export type Sleeper = (ns: bigint) => void;

/** How a sleeper waits. */
export interface SleeperOptions {
  /** Blocks for `ms` milliseconds or less. Default: `Atomics.wait` where the thread may wait, else a busy loop. */
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

/** Waits on a cell that nobody wakes; spins where a thread cannot wait. */
function waitOnNothing(): (ms: number) => void {
  cell ??= createCell();
  const { waitable } = cell;
  if (waitable === undefined) return spin;
  return (ms) => {
    Atomics.wait(waitable, 0, 0, ms);
  };
}

/** One for the thread: nobody ever writes to it. */
let cell: { readonly waitable: Int32Array | undefined } | undefined;

/** A page that may not share memory with its workers may still have some: WebAssembly makes it. */
function createCell(): { readonly waitable: Int32Array | undefined } {
  try {
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const waitable = new Int32Array(buffer);
    // Throws where it is not shared after all, and on threads that must not wait.
    Atomics.wait(waitable, 0, 0, 0);
    return { waitable };
  } catch {
    return { waitable: undefined };
  }
}

function spin(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
