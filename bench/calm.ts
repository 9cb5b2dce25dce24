/** Waits until nobody else uses the machine: noise that is not there need not be averaged out. */
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** When the machine is calm, and how long to wait for that. */
export interface CalmOptions {
  /** What others may use, in cores. */
  readonly maxCores: number;
  readonly windowMs: number;
  readonly maxWaitMs: number;
  /** Busy milliseconds of all cores together, and of this process. Default: the machine's. */
  readonly readBusy?: () => Busy;
}

/** Time that processors have worked. */
export interface Busy {
  readonly machineMs: number;
  readonly ownMs: number;
}

/** Waits for a calm window. Answers how many cores others have used in the last one. */
export async function waitForCalm(options: CalmOptions): Promise<number> {
  const { maxCores, windowMs, maxWaitMs, readBusy = readMachineBusy } = options;
  const deadline = performance.now() + maxWaitMs;
  for (;;) {
    const start = performance.now();
    const before = readBusy();
    await sleep(windowMs);
    const after = readBusy();
    const others = after.machineMs - before.machineMs - (after.ownMs - before.ownMs);
    const cores = Math.max(0, others / (performance.now() - start));
    if (cores <= maxCores || performance.now() >= deadline) return cores;
  }
}

function readMachineBusy(): Busy {
  const { user, system } = process.cpuUsage();
  const machineMs = cpus().reduce(
    (sum, { times }) => sum + times.user + times.nice + times.sys + times.irq,
    0,
  );
  return { machineMs, ownMs: (user + system) / 1e3 };
}
