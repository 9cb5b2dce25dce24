/** Runs workloads in a worker of a page, which it is bundled for. */
import type { Column } from "./columns.ts";
import { cpythonWorkload } from "./cpython-wasi.ts";
import { kernelWorkload } from "./kernels.ts";
import { createOpener } from "./opener.ts";
import { pyodideWorkload } from "./pyodide.ts";
import { quickJsWorkload } from "./quickjs.ts";

/** What the page asks for. */
export interface PageRequest {
  readonly workload: string;
  readonly column: Column;
  readonly program: string;
}

const workloads = [kernelWorkload, quickJsWorkload, pyodideWorkload, cpythonWorkload];

const open = createOpener(async (path) => {
  const response = await fetch(`/${path}`);
  if (!response.ok) throw new Error(`Cannot fetch "${path}": ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
});

globalThis.addEventListener("message", async ({ data }: MessageEvent<PageRequest>) => {
  try {
    const workload = workloads.find(({ name }) => name === data.workload);
    if (workload === undefined) throw new Error(`There is no workload "${data.workload}"`);
    const run = await open(workload, data.column);
    globalThis.postMessage({ sample: run(data.program) });
  } catch (error) {
    globalThis.postMessage({ error: String(error) });
  }
});
