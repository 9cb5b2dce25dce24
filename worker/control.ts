/**
 * The cells that host and worker share while a guest runs: why it must end, and how far it has come.
 *
 * Layout: i32 `stop` at 0 (0 = go on), i32 `heard` at 4 (1 = the guest has seen it), then i64 cells from 8 on, one for each field of `Progress`.
 */

/** Why the host wants a guest to end. */
export type StopReason = "cancelled" | "timed-out";

/** How far a run had come when it last said so: lower bounds. */
export interface Progress {
  readonly fuelUsed: number;
  readonly memoryBytes: number;
  readonly stdoutDropped: number;
  readonly stderrDropped: number;
}

/** The host's view of the cells. */
export interface HostControl {
  /** Prepares the cells for the next run. */
  reset(): void;
  /** Asks the guest to end and wakes it if it sleeps. */
  request(reason: StopReason): void;
  /** Whether the guest has seen that it is to end. */
  hasHeard(): boolean;
  progress(): Progress;
}

/** The worker's view of the cells. */
export interface GuestControl {
  /** Says that a run begins, which has this much time. Whoever has cells is told when it is over. */
  begin(timeoutMs: number): void;
  /** Why the guest must end, or undefined. Cheap enough to ask at every host call. */
  requested(): StopReason | undefined;
  /** Blocks this thread for `ms`, or until the guest must end; undefined without cells. */
  readonly wait: ((ms: number) => void) | undefined;
  report(progress: Progress): void;
}

const reasons: readonly (StopReason | undefined)[] = [undefined, "cancelled", "timed-out"];
const stopCell = 0;
const heardCell = 1;
const firstCount = 1;
const countCells = 4;
const nothing: Progress = { fuelUsed: 0, memoryBytes: 0, stdoutDropped: 0, stderrDropped: 0 };

/** Makes the cells. */
export function createControlCells(): SharedArrayBuffer {
  return new SharedArrayBuffer(8 * (firstCount + countCells));
}

/** Opens the host's view. Without cells it can ask for nothing and knows nothing. */
export function createHostControl(cells: SharedArrayBuffer | undefined): HostControl {
  if (cells === undefined) {
    return {
      reset: () => {},
      request: () => {},
      hasHeard: () => false,
      progress: () => nothing,
    };
  }
  const words = new Int32Array(cells, 0, 2);
  const counts = new BigInt64Array(cells, 8 * firstCount);
  const count = (index: number): number => Number(Atomics.load(counts, index));
  return {
    reset(): void {
      Atomics.store(words, stopCell, 0);
      Atomics.store(words, heardCell, 0);
      for (let index = 0; index < countCells; index++) Atomics.store(counts, index, 0n);
    },
    request(reason: StopReason): void {
      Atomics.compareExchange(words, stopCell, 0, reasons.indexOf(reason));
      Atomics.notify(words, stopCell);
    },
    hasHeard: () => Atomics.load(words, heardCell) === 1,
    progress: () => ({
      fuelUsed: count(0),
      memoryBytes: count(1),
      stdoutDropped: count(2),
      stderrDropped: count(3),
    }),
  };
}

/** Opens the worker's view. Without cells it looks at the clock itself, and nothing else can stop the guest but ending the worker. */
export function createGuestControl(cells: SharedArrayBuffer | undefined): GuestControl {
  if (cells === undefined) {
    let deadline = Number.POSITIVE_INFINITY;
    return {
      begin(timeoutMs): void {
        deadline = performance.now() + timeoutMs;
      },
      requested: () => (performance.now() < deadline ? undefined : "timed-out"),
      wait: undefined,
      report: () => {},
    };
  }
  const words = new Int32Array(cells, 0, 2);
  const counts = new BigInt64Array(cells, 8 * firstCount);
  return {
    begin: () => {},
    requested(): StopReason | undefined {
      const reason = reasons[Atomics.load(words, stopCell)];
      if (reason !== undefined) Atomics.store(words, heardCell, 1);
      return reason;
    },
    wait(ms: number): void {
      Atomics.wait(words, stopCell, 0, ms);
    },
    report(progress: Progress): void {
      Atomics.store(counts, 0, BigInt(progress.fuelUsed));
      Atomics.store(counts, 1, BigInt(progress.memoryBytes));
      Atomics.store(counts, 2, BigInt(progress.stdoutDropped));
      Atomics.store(counts, 3, BigInt(progress.stderrDropped));
    },
  };
}
