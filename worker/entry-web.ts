/** The worker of a page: disarms its realm, then serves its host. */
import { disarm } from "./disarm.ts";
import type { WorkerWiring } from "./protocol.ts";
import { serveWorker } from "./serve.ts";

/**
 * Browsers give a worker 500 KB of native stack and more. With this most recursions of a script end
 * by a RangeError that it can catch, and the others by the end of the run.
 */
const scriptStackBytes = 192 * 1024;

// Whoever starts this entry sends it exactly this, as its only message.
addEventListener("message", ({ data }) => serveWorker(data as WorkerWiring, { scriptStackBytes }), {
  once: true,
});
disarm();
