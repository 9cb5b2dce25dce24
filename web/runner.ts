/** Runs one program at a time, and lets the gauges follow it. */
import type { RunOptions, RunResult } from "fuelbox";
import type { Gauges } from "./gauges.ts";

/** What every run of the page is given. */
export type RunControls = Required<Pick<RunOptions, "limits" | "signal" | "onUsage">>;

/** A run that has ended. */
export interface FollowedRun<Result> {
  readonly result: Result;
  /** From the guest's first sign of life: getting an engine ready is not the program's time. */
  readonly tookMs: number;
}

/** Runs programs. */
export interface Runner {
  readonly isRunning: boolean;
  /** Runs one. Rejects with `BusyError` while another runs, and with what `start` rejects with. */
  run<Result extends RunResult>(
    start: (controls: RunControls) => Promise<Result>,
    onGuest?: () => void,
  ): Promise<FollowedRun<Result>>;
  /** Stops what runs. */
  stop(): void;
}

/** A second run was asked for while one was going. */
export class BusyError extends Error {
  override readonly name = "BusyError";

  constructor() {
    super("Cannot start: a program is running. Stop it first, by Escape or the Stop button");
  }
}

/** How often the time moves, in milliseconds. */
const tickMs = 100;

/** Makes a runner. `onChange` hears whether something runs. */
export function createRunner(gauges: Gauges, onChange: (isRunning: boolean) => void): Runner {
  let running: AbortController | undefined;
  return {
    get isRunning(): boolean {
      return running !== undefined;
    },
    async run(start, onGuest) {
      if (running !== undefined) throw new BusyError();
      const { budget } = gauges;
      running = new AbortController();
      onChange(true);
      gauges.show({ fuel: 0, memoryBytes: 0, timeoutMs: 0 });
      let startMs: number | undefined;
      const tookMs = (): number => (startMs === undefined ? 0 : performance.now() - startMs);
      const timer = setInterval(() => gauges.show({ timeoutMs: tookMs() }), tickMs);
      try {
        const result = await start({
          limits: budget,
          signal: running.signal,
          onUsage: ({ fuelUsed, memoryBytes }) => {
            if (startMs === undefined) onGuest?.();
            startMs ??= performance.now();
            gauges.show({ fuel: fuelUsed, memoryBytes });
          },
        });
        const { fuel, memory, stateLost } = result;
        const took = Math.min(result.durationMs, tookMs());
        gauges.show({ timeoutMs: took });
        // Of a worker that was ended nobody knows more than what it told last.
        if (stateLost !== true) gauges.show({ fuel: fuel.used, memoryBytes: memory.peakBytes });
        return { result, tookMs: took };
      } finally {
        clearInterval(timer);
        running = undefined;
        onChange(false);
      }
    },
    stop: () => running?.abort(),
  };
}
