/** The least that asking another thread and awaiting its answer takes with comlink. */
import { Worker } from "node:worker_threads";
import { wrap } from "comlink";
import type { Sample } from "../sample.ts";
import { callsPerPart, parts } from "./answer-text.ts";

/** A worker that answers with text of 4 KB. */
export interface Echo {
  answer(): Promise<string>;
  close(): Promise<void>;
}

/** Starts the worker. */
export function openEcho(): Echo {
  const { port1, port2 } = new MessageChannel();
  const script = new URL("../limits/echo-worker.js", import.meta.url);
  const worker = new Worker(script, { workerData: port2, transferList: [port2 as never] });
  const remote = wrap<{ answer(): string }>(port1);
  return {
    answer: () => remote.answer(),
    async close() {
      port1.close();
      await worker.terminate();
    },
  };
}

/** As many calls as a guest makes, one after the other; the fastest part. */
export async function sampleEcho(): Promise<Sample> {
  const echo = openEcho();
  let best = Number.POSITIVE_INFINITY;
  let answer = "";
  for (let part = 0; part < parts; part++) {
    let [total, last] = [0, ""];
    const start = performance.now();
    for (let index = 0; index < callsPerPart; index++) {
      last = await echo.answer();
      total += last.length;
    }
    best = Math.min(best, performance.now() - start);
    answer = `${total} ${last.slice(0, 8)}`;
  }
  await echo.close();
  return { ms: best, answer };
}
