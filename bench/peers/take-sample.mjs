/**
 * What every rival's script does: `node RIVAL.mjs process|first|next FILE` runs the program in FILE.
 * `process` prints what it prints; `first` and `next` print the time of the first or the second run
 * in this process, from the call to the output, and the answer, as JSON.
 */
import { readFileSync, writeSync } from "node:fs";

/** Takes the sample and ends the process. `run` runs a program and answers with its output. */
export async function takeSample(run) {
  const [, , mode, file] = process.argv;
  const program = readFileSync(file, "utf8");
  if (mode === "next") await run(program);
  const start = performance.now();
  const answer = await run(program);
  const ms = performance.now() - start;
  writeSync(1, mode === "process" ? answer : JSON.stringify({ ms, answer }));
  process.exit(0);
}
