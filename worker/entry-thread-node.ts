/** What a worker thread of Node runs first: the worker's script, from what another thread has compiled where that is known. */
import { createRequire } from "node:module";
import { Script } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";
import { isLoadedLater } from "../runtime/index.ts";
import { readWorkerScript, type WorkerScript } from "./worker-script-node.ts";

// Whoever starts this entry gives it exactly this.
const { script } = workerData as { readonly script?: WorkerScript | undefined };
run(script ?? readWorkerScript(new URL("./worker.cjs", import.meta.url)), script !== undefined);

function run({ path, text, code }: WorkerScript, isShared: boolean): void {
  const tell = parentPort?.postMessage.bind(parentPort);
  const wrapped = `(function (exports, require, importBeside) {${text}\n})`;
  const compiled = new Script(wrapped, { filename: path, ...(code && { cachedData: code }) });
  compiled.runInThisContext()({}, createRequire(import.meta.url), importBeside);
  // By now all functions that a start needs are compiled. No guest has been here yet: what comes
  // from the host is heard in a later turn.
  if (isShared && code === undefined) tell?.(compiled.createCachedData());
}

/** A script that has been taken over can import nothing itself. */
function importBeside(specifier: string): Promise<unknown> {
  if (isLoadedLater(specifier)) return import(specifier);
  throw new Error("Cannot import: everything that a worker needs has been loaded");
}
