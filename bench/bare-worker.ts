/** The least that isolation costs: from spawning a worker to its first message. */
import { Worker } from "node:worker_threads";
import type { Sample } from "./sample.ts";

/** Spawns a worker that says hello and nothing else. */
export async function sampleBareWorker(): Promise<Sample> {
  const start = performance.now();
  const script = 'require("node:worker_threads").parentPort.postMessage("hello\\n")';
  const worker = new Worker(script, { eval: true });
  const answer = await new Promise<unknown>((resolve) => worker.once("message", resolve));
  const ms = performance.now() - start;
  await worker.terminate();
  return { ms, answer: String(answer) };
}
