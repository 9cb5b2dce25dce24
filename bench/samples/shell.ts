/**
 * A job of suite `shell` in this process: `MODULE JOB first|next|fastest`. Prints the time of one run:
 * the first, one when the engine has compiled, or the fastest of many.
 */
import type { ShellModule } from "../shell/contender.ts";
import { shellFiles } from "../shell/files.ts";
import { shellJobs } from "../shell/jobs.ts";

/** How long a shell runs before it counts as warm, in milliseconds. */
const warmMs = 600;

const [, , module = "", name = "", mode = ""] = process.argv;
const job = shellJobs.find((one) => one.name === name);
if (job === undefined) throw new Error(`There is no job "${name}"`);
const contender: ShellModule = await import(module);
const shell = await contender.open(shellFiles(job.files));
const { command, repeats } = job;

async function take(times: number): Promise<{ readonly ms: number; readonly answer: string }> {
  let answer = "";
  const start = performance.now();
  for (let run = 0; run < times; run += 1) answer = await shell.run(command);
  return { ms: (performance.now() - start) / times, answer: answer.trim().replace(/\s+/g, " ") };
}

let sample = await take(1);
if (mode === "next") {
  const start = performance.now();
  while (performance.now() - start < warmMs) await take(1);
  sample = await take(repeats);
}
if (mode === "fastest") {
  const start = performance.now();
  while (performance.now() - start < 3 * warmMs) {
    const next = await take(1);
    if (next.ms < sample.ms) sample = next;
  }
}
const fuel = shell.fuel?.();
await shell.close?.();
console.log(JSON.stringify({ ...sample, ...(fuel !== undefined && { fuel }) }));
process.exit(0);
