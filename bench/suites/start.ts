/** Suite `start`: how long until a program says hello. */
import { readFile } from "node:fs/promises";
import { openSandbox } from "../../sandbox/node.ts";
import { sampleBareWorker } from "../bare-worker.ts";
import { repositoryPath } from "../child.ts";
import { cold, command, peer, timed } from "../contenders.ts";
import { sampleNewSandbox, sampleRun } from "../first-output.ts";
import { helloWat, runBare } from "../hello-wasm.ts";
import { openNextVmJobs } from "../hostcalls/next-vm.ts";
import { runQuickJs } from "../quickjs-wasi.ts";
import type { Contender, Job, OpenSuite } from "../suite.ts";
import { readWat } from "../wat.ts";
import { openPythonJobs } from "./start-python.ts";

const answer = "hello\n";
const helloFile = "bench/programs/hello.mjs";

/** Opens the suite: a process and a sandbox are ready for the samples that are not cold. */
export async function openStartSuite(): Promise<OpenSuite> {
  const parts = [await openScriptJobs(), await openNextVmJobs(), await openPythonJobs()];
  return {
    jobs: parts.flatMap(({ jobs }) => jobs),
    async close(): Promise<void> {
      for (const part of parts) await part.close();
    },
  };
}

async function openScriptJobs(): Promise<OpenSuite> {
  const sandbox = await openSandbox();
  const engine = await WebAssembly.compile(
    await readFile(new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm"))),
  );
  const wasm = await readWat(helloWat);
  const javascript = await readFile(repositoryPath(helloFile), "utf8");
  const bareWorker: Contender = { name: "bare worker", role: "limit", sample: sampleBareWorker };
  const bareWasm: Contender = {
    name: "bare WebAssembly, same thread",
    role: "limit",
    sample: () => timed(() => runBare(wasm)),
  };
  const jobs: readonly Job[] = [
    {
      name: "start/command",
      title: "the whole command, a fresh process that prints hello",
      answer,
      contenders: [
        command("fuelbox run", "self", ["dist/node/main.js", "run", helloFile], "end"),
        command("node", "limit", [helloFile], "end"),
      ],
    },
    {
      name: "start/first-output",
      title: "a fresh process: from the call to the first byte, imports not counted",
      answer,
      contenders: [
        cold("fuelbox", "self", "sandbox", "javascript", helloFile),
        cold("bare worker", "limit", "worker"),
        cold("quickjs-wasi, same thread", "peer", "quickjs-wasi"),
        peer("quickjs-emscripten", "first", helloFile),
      ],
    },
    {
      name: "start/new-sandbox",
      title: "a new sandbox in a live process: from opening it to the first byte",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: () => sampleNewSandbox({ javascript }) },
        bareWorker,
      ],
    },
    {
      name: "start/new-sandbox-wasm",
      title: "a new sandbox in a live process, a WASI program",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: () => sampleNewSandbox({ wasm }) },
        bareWorker,
      ],
    },
    {
      name: "start/next-run",
      title: "the next run in a sandbox that is open",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: () => sampleRun(sandbox, { javascript }) },
        bareWorker,
        {
          name: "quickjs-wasi, next machine",
          role: "peer",
          sample: () => timed(() => runQuickJs(engine, 'print("hello")')),
        },
      ],
    },
    {
      name: "start/next-wasm",
      title: "the next run in a sandbox that is open, a WASI program",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: () => sampleRun(sandbox, { wasm }) },
        bareWasm,
      ],
    },
  ];
  return { jobs, close: () => sandbox.close() };
}
