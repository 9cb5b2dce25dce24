/**
 * Measures one job: all contenders in interleaved rounds whose order rotates, so that what the
 * machine does meanwhile hits all of them. A wrong answer or a timeout is a failure, never a time.
 */

import { type Quartiles, quartiles } from "./statistics.ts";
import type { Contender, CostOf, Job, Role, Sample } from "./suite.ts";

/** How a contender did. */
export interface Standing {
  readonly name: string;
  readonly role: Role;
  /** Why there are no times. */
  readonly failure?: string;
  /** Whether it could not take part at all. */
  readonly isMissing: boolean;
  /** Milliseconds of each sample. */
  readonly times: readonly number[];
  readonly ms?: Quartiles;
  /** Time of the first contender divided by this one's, per round: below 1 = fuelbox is faster. */
  readonly ratio?: Quartiles;
  /** Time of this one divided by the baseline's, per pair of samples, in jobs that ask for a cost. */
  readonly cost?: Quartiles;
  readonly fuel?: number;
  /** Megabytes (10^6) per second at the median. */
  readonly megabytesPerSecond?: number;
}

/** A job and how its contenders did. */
export interface Measurement {
  readonly job: string;
  readonly title: string;
  readonly standings: readonly Standing[];
  readonly cost?: CostOf;
}

/** How thoroughly to measure. */
export interface MeasureOptions {
  readonly rounds: number;
  /** The longest that one sample may take, in milliseconds. */
  readonly timeoutMs: number;
  /** To see that everything works: one sample is all the warming. */
  readonly isQuick?: boolean;
}

/** Verifies and warms each contender, untimed, and then measures those that answer rightly. */
export async function measure(job: Job, options: MeasureOptions): Promise<Measurement> {
  const { name, title, cost, samplesPerRound = 1 } = job;
  const runners: Runner[] = job.contenders.map((contender) => ({
    contender,
    times: [],
    failure: contender.missing,
  }));
  await warmUp(runners, job, options);
  for (const runner of runners) runner.times.length = 0;
  for (let turn = 0; turn < options.rounds * samplesPerRound; turn += 1) {
    const start = turn % runners.length;
    for (const runner of [...runners.slice(start), ...runners.slice(0, start)]) {
      await take(runner, job, options);
    }
  }
  const own = runners[0]?.times ?? [];
  const baseline = runners.find(({ contender }) => contender.name === cost?.baseline);
  return {
    job: name,
    title,
    standings: runners.map((runner) =>
      cost === undefined ? withRatio(runner, own) : withCost(runner, baseline?.times ?? []),
    ),
    ...(cost && { cost }),
  };
}

async function warmUp(
  runners: readonly Runner[],
  job: Job,
  options: MeasureOptions,
): Promise<void> {
  const { warmUpMs = 0 } = options.isQuick ? {} : job;
  let elapsed = 0;
  do {
    const start = performance.now();
    for (const runner of runners) await take(runner, job, options);
    elapsed += performance.now() - start;
  } while (elapsed < warmUpMs * runners.length && runners.some(({ failure }) => !failure));
}

interface Runner {
  readonly contender: Contender;
  readonly times: number[];
  failure: string | undefined;
  fuel?: number;
}

async function take(runner: Runner, job: Job, { timeoutMs }: MeasureOptions): Promise<void> {
  if (runner.failure !== undefined) return;
  try {
    const sample = await withDeadline(runner.contender.sample(), timeoutMs);
    checkSample(runner, job, sample);
    runner.times.push(sample.ms);
  } catch (error) {
    runner.failure = error instanceof Error ? error.message : String(error);
  }
}

function checkSample(runner: Runner, { answer }: Job, sample: Sample): void {
  if (sample.answer !== answer) {
    throw new Error(
      `Wrong answer: ${JSON.stringify(sample.answer)}, not ${JSON.stringify(answer)}`,
    );
  }
  if (sample.fuel === undefined) return;
  if (runner.fuel !== undefined && runner.fuel !== sample.fuel) {
    throw new Error(`Fuel differs between rounds: ${runner.fuel} and ${sample.fuel}`);
  }
  runner.fuel = sample.fuel;
}

async function withDeadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Took longer than ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}

function withRatio(runner: Runner, own: readonly number[]): Standing {
  const { times } = runner;
  const isComparable = runner.failure === undefined && own !== times && own.length === times.length;
  const ratios = times.map((time, turn) => (own[turn] ?? Number.NaN) / time);
  return { ...standing(runner), ...(isComparable && { ratio: quartiles(ratios) }) };
}

function withCost(runner: Runner, baseline: readonly number[]): Standing {
  const { times, failure } = runner;
  const isComparable =
    failure === undefined && baseline !== times && baseline.length === times.length;
  const costs = times.map((time, turn) => time / (baseline[turn] ?? Number.NaN));
  return { ...standing(runner), ...(isComparable && { cost: quartiles(costs) }) };
}

function standing({ contender, times, failure, fuel }: Runner): Standing {
  const { name, role, missing, bytes } = contender;
  const isMissing = missing !== undefined;
  const known = { name, role, isMissing, times, ...(fuel !== undefined && { fuel }) };
  if (failure !== undefined || times.length === 0) {
    return { ...known, failure: failure ?? "No rounds" };
  }
  const ms = quartiles(times);
  const rate = bytes === undefined ? {} : { megabytesPerSecond: bytes / 1e3 / ms.median };
  return { ...known, ms, ...rate };
}
