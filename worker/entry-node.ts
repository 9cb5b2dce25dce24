/** The worker thread of Node: disarms its realm, then serves its host. */
import { workerData } from "node:worker_threads";
import { disarm } from "./disarm.ts";
import type { WorkerWiring } from "./protocol.ts";
import { serveWorker } from "./serve.ts";

// Whoever starts this entry gives it exactly this.
const wiring = workerData as WorkerWiring;
disarm();
serveWorker(wiring);
