/** Starts a worker of a page, alone with its wiring. */
import type { EngineHost } from "../runtime/index.ts";
import { serveAssets } from "./asset-port.ts";
import { createForeignWorker } from "./foreign-worker-web.ts";
import type { WorkerEnd, WorkerLink } from "./protocol.ts";
import { createWires } from "./wiring.ts";

/** What a worker starts with. */
export interface SpawnOptions {
  /** Serves its assets and artifacts. */
  readonly engineHost: EngineHost;
  /** Whether to share memory with it, which only a cross-origin isolated page may. */
  readonly sharedMemory: boolean;
  /** Starts the package's `worker/entry-web` as a module worker. */
  readonly createWorker: (() => Worker) | undefined;
}

/** Not where it is used, because bundlers have found the worker already and need no second copy of it. */
const bundledEntry = "../browser/entry-web.js";

/** Starts a worker. */
export function spawnWorker({ engineHost, sharedMemory, createWorker }: SpawnOptions): WorkerLink {
  const wires = createWires(sharedMemory);
  const worker = (createWorker ?? createOwnWorker)();
  let end: (how: WorkerEnd) => void = () => {};
  const ended = new Promise<WorkerEnd>((resolve) => {
    end = (how) => {
      // It may go on for seconds before it is gone: nobody listens to it any more.
      worker.terminate();
      wires.assets.close();
      resolve(how);
    };
  });
  worker.onerror = (event): void => {
    event.preventDefault();
    const message = event.message || "its script could not be loaded";
    end({ cause: "failed", message });
  };
  worker.onmessageerror = (): void => {
    end({ cause: "failed", message: "a message to it could not be read" });
  };
  worker.postMessage(wires.worker, wires.ports);
  serveAssets(wires.assets, engineHost);
  return {
    wiring: wires.host,
    ended,
    async terminate(): Promise<void> {
      end({ cause: "terminated", message: "the worker has been ended" });
    },
    hold(): void {},
  };
}

function createOwnWorker(): Worker {
  try {
    // Literal, so that bundlers find the file.
    return new Worker(new URL("./entry-web.js", import.meta.url), {
      type: "module",
      name: "fuelbox",
    });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "SecurityError") throw error;
    return createForeignWorker(new URL(bundledEntry, import.meta.url), "fuelbox");
  }
}
