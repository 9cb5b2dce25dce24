/** The worker of a page: disarms its realm, then serves its host. */
import { disarm } from "./disarm.ts";
import type { WorkerWiring } from "./protocol.ts";
import { serveWorker } from "./serve.ts";

// Whoever starts this entry sends it exactly this, as its only message.
addEventListener("message", ({ data }) => serveWorker(data as WorkerWiring), { once: true });
disarm();
