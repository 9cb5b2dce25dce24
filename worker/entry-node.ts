/** The worker thread of Node: disarms its realm, then serves its host. */
import module from "node:module";
import { workerData } from "node:worker_threads";
import { isLoadedLater } from "../runtime/index.ts";
import { disarm } from "./disarm.ts";
import type { WorkerWiring } from "./protocol.ts";
import { serveWorker } from "./serve.ts";

// Whoever starts this entry gives it exactly this.
const wiring = workerData as WorkerWiring;
refuseImports();
disarm();
serveWorker(wiring);

type NextResolve = (specifier: string, context: unknown) => unknown;

/** From here on nothing more is loaded but what is large and not always needed. Node has the means since 22.15; before, none of our code asks for it. */
function refuseImports(): void {
  if (!("registerHooks" in module) || typeof module.registerHooks !== "function") return;
  module.registerHooks({
    resolve(specifier: string, context: unknown, next: NextResolve): unknown {
      if (isLoadedLater(specifier)) return next(specifier, context);
      throw new Error("Cannot import: everything that a worker needs has been loaded");
    },
  });
}
