/**
 * One job of suite `utilities` in this process: `MODULE LIBRARY JOB first|next PATH...`. Prints the
 * time of the first run, or the median of three when the engine has compiled, and the most memory
 * that the process has had.
 */
import type { UtilityModule } from "../utilities/contender.ts";
import { utilityJobs } from "../utilities/jobs.ts";
import { sampleOpenJob } from "../utilities/sample-job.ts";

const [, , module = "", library = "", name = "", mode = "", ...paths] = process.argv;
const job = utilityJobs.find((one) => one.name === name);
if (job === undefined) throw new Error(`There is no job "${name}"`);
const contender: Partial<UtilityModule> & {
  openWith?(
    library: string,
    ...args: Parameters<UtilityModule["open"]>
  ): ReturnType<UtilityModule["open"]>;
} = await import(module);
const opened = await (library === ""
  ? contender.open?.(job, paths)
  : contender.openWith?.(library, job, paths));
if (opened === undefined) throw new Error(`"${module}" cannot do "${name}"`);
const sample = await sampleOpenJob(opened, mode === "next");
console.log(JSON.stringify({ ...sample, peakBytes: process.resourceUsage().maxRSS * 1024 }));
