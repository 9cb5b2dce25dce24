/** Opens what a page keeps under a name, for this page alone. */
import { createForeignWorker } from "./foreign-worker-web.ts";
import { type OpenStore, openStoreClient, StoreError } from "./store-client.ts";
import type { StoreWiring } from "./store-protocol.ts";

/** Whether this page has what keeping files needs. */
export async function canPersist(): Promise<boolean> {
  if (typeof navigator.storage?.getDirectory !== "function") return false;
  if (navigator.locks === undefined) return false;
  return navigator.storage.getDirectory().then(
    () => true,
    () => false,
  );
}

/** How long another page may take to be gone that has the same name. */
const patienceMs = 500;

/** Opens it. Rejects with `StoreError`: `in-use`, `denied`, `quota` or `failed`. */
export async function openStore(
  name: string,
  createWorker: (() => Worker) | undefined,
): Promise<OpenStore> {
  if (!(await canPersist())) {
    throw new StoreError("denied", "there is no private filesystem here");
  }
  const release = await acquireLock(name);
  let worker: Worker | undefined;
  const stop = (): void => {
    worker?.terminate();
    release();
  };
  try {
    worker = (createWorker ?? createOwnWorker)();
    const { port1, port2 } = new MessageChannel();
    const wiring: StoreWiring = { name, port: port2 };
    worker.postMessage(wiring, [port2]);
    return await openStoreClient(port1, failureOf(worker), stop);
  } catch (error) {
    stop();
    throw error;
  }
}

/** Resolves if the worker fails. */
function failureOf(worker: Worker): Promise<StoreError> {
  return new Promise((resolve) => {
    worker.onerror = (event): void => {
      event.preventDefault();
      const message = event.message || "the script of its worker could not be loaded";
      resolve(new StoreError("failed", message));
    };
  });
}

/** Takes the name for this page. A page that was reloaded may hold it for a moment still. */
function acquireLock(name: string): Promise<() => void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMs);
  return new Promise((resolve, reject) => {
    const held = navigator.locks.request(
      `fuelbox-files:${name}`,
      { signal: patience.signal },
      () => {
        clearTimeout(timer);
        return new Promise<void>((release) => resolve(release));
      },
    );
    held.catch(() => reject(new StoreError("in-use", "another page or sandbox has it open")));
  });
}

/** Not where it is used, because bundlers have found the worker already and need no second copy of it. */
const bundledEntry = "../browser/entry-store-web.js";

function createOwnWorker(): Worker {
  try {
    // Literal, so that bundlers find the file.
    return new Worker(new URL("./entry-store-web.js", import.meta.url), {
      type: "module",
      name: "fuelbox files",
    });
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== "SecurityError") throw error;
    return createForeignWorker(new URL(bundledEntry, import.meta.url), "fuelbox files");
  }
}
