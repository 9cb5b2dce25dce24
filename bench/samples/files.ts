/** One job of suite `files` on the host whose module is the second argument; the third says which of its ways. */

import type { FilesHost } from "../files/host.ts";
import { filesJobs } from "../files/jobs.ts";
import { filesProgram } from "../files/program.ts";
import { readWat } from "../wat.ts";

const [, , name = "", module = "", variant = ""] = process.argv;
const job = filesJobs[name];
if (job === undefined) throw new Error(`There is no job "${name}"`);
const { openHost }: FilesHost = await import(module);
const host = await openHost(variant);
const program = await readWat(filesProgram(job, host.directory));
// Each time on an empty filesystem; the engine has compiled what it is to compile after the first.
await host.run(program);
const printed = await host.run(program);
const [ns, answer] = printed.trim().split(" ");
await host.close?.();
const sample = { ms: Number(ns) / 1e6, answer: `${Number(answer)}` };
console.log(JSON.stringify({ ...sample, ...(host.fuel && { fuel: host.fuel() }) }));
process.exit(0);
