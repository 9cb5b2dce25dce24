/** Starts a worker of a page, alone with its wiring. */
import type { EngineHost } from "../runtime/index.ts";
import { serveAssets } from "./asset-port.ts";
import { createControlCells } from "./control.ts";
import type { WorkerEnd, WorkerLink, WorkerWiring } from "./protocol.ts";
import { createRing } from "./ring.ts";

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

let lastEpoch = 0;

/** Starts a worker. */
export function spawnWorker({ engineHost, sharedMemory, createWorker }: SpawnOptions): WorkerLink {
  const rpc = new MessageChannel();
  const frames = new MessageChannel();
  const assets = new MessageChannel();
  const ports = [rpc.port2, frames.port2, assets.port2];
  const shared = {
    epoch: ++lastEpoch,
    ring: sharedMemory ? createRing() : undefined,
    cells: sharedMemory ? createControlCells() : undefined,
  };
  const wiring: WorkerWiring = {
    ...shared,
    rpc: rpc.port2,
    frames: frames.port2,
    assets: assets.port2,
  };
  const worker = (createWorker ?? createOwnWorker)();
  let end: (how: WorkerEnd) => void = () => {};
  const ended = new Promise<WorkerEnd>((resolve) => {
    end = (how) => {
      // It may go on for seconds before it is gone: nobody listens to it any more.
      worker.terminate();
      assets.port1.close();
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
  worker.postMessage(wiring, ports);
  serveAssets(assets.port1, engineHost);
  return {
    wiring: { ...shared, rpc: rpc.port1, frames: frames.port1 },
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
    return createForeignWorker();
  }
}

/** Starts a worker whose script is on another origin, which a page may only import from. */
function createForeignWorker(): Worker {
  const { href } = new URL(bundledEntry, import.meta.url);
  const source = `import ${JSON.stringify(href)};`;
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module", name: "fuelbox" });
  // The address is needed until the script has been fetched, which nobody tells.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return worker;
}
