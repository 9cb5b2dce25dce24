/** One job of suite `vfs`, or the bytes that a file takes, by the contender whose module is the second argument. */
import { bytesPerFile, fullSize, smallSize, vfsJobs } from "../vfs/jobs.ts";
import type { TreeModule } from "../vfs/tree.ts";

const [, , name = "", module = "", size] = process.argv;
const { openTree }: TreeModule = await import(module);
const chosen = size === "small" ? smallSize : fullSize;
const job = vfsJobs[name];
if (name === "bytes-per-file") {
  console.log(JSON.stringify({ ms: 0, answer: String(await bytesPerFile(openTree, chosen)) }));
} else if (job !== undefined) {
  console.log(JSON.stringify(await job(openTree, chosen)));
}
