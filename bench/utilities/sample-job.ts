/** Times a job in this process. */
import type { Sample } from "../sample.ts";
import type { OpenUtilityJob } from "./contender.ts";

/** How long a job runs before it counts as warm, in milliseconds. */
const warmMs = 400;

/** The time of the first run, or with `isWarm` the median of three runs after some. */
export async function sampleOpenJob(job: OpenUtilityJob, isWarm: boolean): Promise<Sample> {
  let { ms, result } = await timed(job);
  if (isWarm) {
    for (let spent = ms; spent < warmMs; spent += (await timed(job)).ms);
    const times: number[] = [];
    for (let run = 0; run < 3; run++) {
      ({ ms, result } = await timed(job));
      times.push(ms);
    }
    times.sort((a, b) => a - b);
    ms = times[1] ?? ms;
  }
  const fuel = job.fuel?.();
  return { ms, answer: job.answer(result), ...(fuel !== undefined && { fuel }) };
}

/** How long the fastest run is looked for, in milliseconds. */
const searchMs = 1_500;

/** The time of the fastest of many runs: what the work takes when nobody disturbs it. */
export async function sampleFastest(job: OpenUtilityJob): Promise<Sample> {
  let { ms, result } = await timed(job);
  const start = performance.now();
  for (let runs = 1; runs < 5 || performance.now() - start < searchMs; runs++) {
    const next = await timed(job);
    if (next.ms < ms) ({ ms, result } = next);
  }
  const fuel = job.fuel?.();
  return { ms, answer: job.answer(result), ...(fuel !== undefined && { fuel }) };
}

async function timed(job: OpenUtilityJob): Promise<{ ms: number; result: unknown }> {
  globalThis.gc?.();
  const start = performance.now();
  const given = job.run();
  const result = given instanceof Promise ? await given : given;
  return { ms: performance.now() - start, result };
}
