/** How much memory stock Pyodide takes, `shared` or with a `worker` for each: `WAY COUNT`. */
import { writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { loadPyodide } from "pyodide";
import { measureAdded } from "../../dist/bench/hostcalls/added-memory.js";

const [, , way, count] = process.argv;
const open = way === "worker" ? openWorker : openShared;
writeSync(1, JSON.stringify(await measureAdded(open, Number(count))));
process.exit(0);

async function openShared() {
  const pyodide = await loadPyodide({ stdout: () => {} });
  pyodide.runPython("print('hello')");
  return pyodide;
}

async function openWorker() {
  const source = `const { parentPort, workerData } = require("node:worker_threads");
    (async () => {
      const { packageUrl, indexURL } = workerData;
      const { loadPyodide } = await import(packageUrl);
      globalThis.pyodide = await loadPyodide({ indexURL, stdout: () => {} });
      pyodide.runPython("print('hello')");
      parentPort.on("message", () => {});
      parentPort.postMessage("ready");
    })();`;
  const packageUrl = import.meta.resolve("pyodide");
  const indexURL = fileURLToPath(new URL(".", packageUrl));
  const worker = new Worker(source, { eval: true, workerData: { packageUrl, indexURL } });
  await new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
  return worker;
}
