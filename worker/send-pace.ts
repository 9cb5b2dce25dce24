/**
 * The pace of a sender whose reader cannot tell it to wait. Without shared memory a blocked guest
 * hears nothing; one that floods its host would fill it, and freeze the page that reads.
 */

/** Counts what is sent. Blocks this thread when more is sent than a reader can be thought to handle. */
export type SendPace = (bytes: number) => void;

/** What a pace goes by. */
export interface SendPaceOptions {
  /** Milliseconds, from any start. */
  readonly nowMs: () => number;
  /** Blocks this thread. */
  readonly sleep: (ms: number) => void;
}

/** What a frame costs a page that has other work too: 25,000 frames in a second, or 500 MB. */
const frameMs = 0.04;
const byteMs = 2e-6;
/** How far the sender may be ahead: tens of thousands of records go without a wait. */
const aheadMs = 1000;
/** Whoever waits, waits this long at least. */
const restMs = 20;

/** Makes a pace for one sender. */
export function createSendPace({ nowMs, sleep }: SendPaceOptions): SendPace {
  let lastMs = nowMs();
  /** How long the reader is busy with what it has been sent. */
  let busyMs = 0;
  return (bytes) => {
    const now = nowMs();
    busyMs = Math.max(0, busyMs - (now - lastMs)) + frameMs + bytes * byteMs;
    lastMs = now;
    if (busyMs > aheadMs) sleep(busyMs - aheadMs + restMs);
  };
}
