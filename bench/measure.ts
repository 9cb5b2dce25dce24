/**
 * Measures one job: all contenders in interleaved rounds whose order rotates, so that what the
 * machine does meanwhile hits all of them. A wrong answer or a timeout is a failure, never a time.
 */

import { type Quartiles, quartiles } from "./statistics.ts";
import type { Contender, Job, Role, Sample } from "./suite.ts";

/** How a contender did. */
export interface Standing {
  readonly name: string;
  readonly role: Role;
  /** Why there are no times. */
  readonly failure?: string;
  /** Whether it could not take part at all. */
  readonly isMissing: boolean;
  /** Milliseconds of each round. */
  readonly times: readonly number[];
  readonly ms?: Quartiles;
  /** Time of the first contender divided by this one's, per round: below 1 = fuelbox is faster. */
  readonly ratio?: Quartiles;
  readonly fuel?: number;
}

/** A job and how its contenders did. */
export interface Measurement {
  readonly job: string;
  readonly title: string;
  readonly standings: readonly Standing[];
}

/** How thoroughly to measure. */
export interface MeasureOptions {
  readonly rounds: number;
  /** The longest that one sample may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** Verifies each contender once, untimed, and then measures those that answer rightly. */
export async function measure(job: Job, options: MeasureOptions): Promise<Measurement> {
  const runners: Runner[] = job.contenders.map((contender) => ({
    contender,
    times: [],
    failure: contender.missing,
  }));
  for (const runner of runners) await take(runner, job, options);
  for (const runner of runners) runner.times.length = 0;
  for (let round = 0; round < options.rounds; round += 1) {
    const start = round % runners.length;
    for (const runner of [...runners.slice(start), ...runners.slice(0, start)]) {
      await take(runner, job, options);
    }
  }
  const own = runners[0]?.times ?? [];
  return {
    job: job.name,
    title: job.title,
    standings: runners.map((runner) => standing(runner, own)),
  };
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

function standing({ contender, times, failure, fuel }: Runner, own: readonly number[]): Standing {
  const { name, role, missing } = contender;
  const isMissing = missing !== undefined;
  const known = { name, role, isMissing, times, ...(fuel !== undefined && { fuel }) };
  if (failure !== undefined || times.length === 0) {
    return { ...known, failure: failure ?? "No rounds" };
  }
  const ratios = times.map((time, round) => (own[round] ?? Number.NaN) / time);
  const isComparable = own !== times && own.length === times.length;
  return { ...known, ms: quartiles(times), ...(isComparable && { ratio: quartiles(ratios) }) };
}
