/** Starts a worker thread of Node: alone with its wiring, without environment, arguments or output. */
import { Worker } from "node:worker_threads";
import type { EngineHost } from "../runtime/index.ts";
import { serveAssets } from "./asset-port.ts";
import type { WorkerEnd, WorkerLink } from "./protocol.ts";
import { createWires } from "./wiring.ts";
import { createScriptShare } from "./worker-script-node.ts";

/** What a worker thread starts with. */
export interface SpawnOptions {
  /** Serves its assets and artifacts. */
  readonly engineHost: EngineHost;
  /** Whether to share memory with it; without, frames go over a port and a stop ends the thread. */
  readonly sharedMemory: boolean;
}

/** QuickJS recurses on the thread's own stack; with less, its limit would come from there. */
const stackMegabytes = 16;

/** The heap of a worker holds the tree's bookkeeping and the host side of engines, never guest memory. */
const heapMegabytes = 1024;

const scripts = createScriptShare(new URL("../node/worker.cjs", import.meta.url));

/** Starts a worker thread. */
export function spawnWorker({ engineHost, sharedMemory }: SpawnOptions): WorkerLink {
  const wires = createWires(sharedMemory);
  const worker = new Worker(new URL("../node/entry-node.js", import.meta.url), {
    name: "fuelbox",
    workerData: { ...wires.worker, script: scripts.next() },
    transferList: wires.ports as never[],
    env: {},
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes, stackSizeMb: stackMegabytes },
  });
  worker.once("message", scripts.keep);
  serveAssets(wires.assets, engineHost);
  const { rpc, frames } = wires.host;
  const held = [worker, rpc, frames, wires.assets].map(asHandle);
  const ended = endOf(worker);
  void ended.then(() => wires.assets.close());
  return {
    wiring: wires.host,
    ended,
    async terminate(): Promise<void> {
      await worker.terminate();
      await ended;
    },
    hold(isBusy): void {
      for (const handle of held) {
        if (isBusy) handle.ref();
        else handle.unref();
      }
    },
  };
}

interface Handle {
  ref(): void;
  unref(): void;
}

function asHandle(value: object): Handle {
  if ("ref" in value && "unref" in value) return value as Handle;
  throw new TypeError("Cannot hold the worker: its handle has no ref");
}

/** Resolves when the thread has ended, with what it said last. */
function endOf(worker: Worker): Promise<WorkerEnd> {
  let end: WorkerEnd = { cause: "terminated", message: "the thread has ended" };
  worker.on("error", (error: Error & { readonly code?: string }) => {
    const isMemory = error.code === "ERR_WORKER_OUT_OF_MEMORY";
    end = { cause: isMemory ? "out-of-memory" : "failed", message: error.message };
  });
  return new Promise((resolve) => worker.once("exit", () => resolve(end)));
}
