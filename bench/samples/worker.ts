/** The least that isolation costs: from spawning a worker to its first message. */
import { Worker } from "node:worker_threads";

const start = performance.now();
const script = 'require("node:worker_threads").parentPort.postMessage("hello\\n")';
const worker = new Worker(script, { eval: true });
const answer = await new Promise((resolve) => worker.once("message", resolve));
const ms = performance.now() - start;
await worker.terminate();
console.log(JSON.stringify({ ms, answer }));
