/** Suite `start`: how long until a program says hello. */
import { readFile } from "node:fs/promises";
import { openSandbox } from "../../sandbox/node.ts";
import { peer, repositoryPath, sampleProcess, sampleWithin } from "../child.ts";
import { helloWat, runBare } from "../hello-wasm.ts";
import { runQuickJs } from "../quickjs-wasi.ts";
import type { Contender, Job, OpenSuite, Role, Sample } from "../suite.ts";
import { readWat } from "../wat.ts";

const answer = "hello\n";

/** Opens the suite: one sandbox and one compiled engine for the warm samples. */
export async function openStartSuite(): Promise<OpenSuite> {
  const sandbox = await openSandbox();
  const engine = await WebAssembly.compile(
    await readFile(new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm"))),
  );
  const wasm = await readWat(helloWat);
  const nextWasm = async () => (await sandbox.run({ wasm })).stdout;
  const nextRun = async () => (await sandbox.run({ javascript: 'console.log("hello")' })).stdout;
  const jobs: readonly Job[] = [
    {
      name: "start/command",
      title: "the whole command, a fresh process that prints hello",
      answer,
      contenders: [
        command("fuelbox run", "self", ["dist/cli/main.js", "run", "bench/programs/hello.mjs"]),
        command("node", "limit", ["bench/programs/hello.mjs"]),
      ],
    },
    {
      name: "start/first-output",
      title: "a fresh process: from the call to the first byte, imports not counted",
      answer,
      contenders: [
        cold("fuelbox", "self", "sandbox"),
        cold("bare worker", "limit", "worker"),
        cold("quickjs-wasi, same thread", "peer", "quickjs-wasi"),
        peer("quickjs-emscripten"),
      ],
    },
    {
      name: "start/next-run",
      title: "the next run in a sandbox that is open",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: () => timed(nextRun) },
        cold("bare worker", "limit", "worker"),
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
        { name: "fuelbox", role: "self", sample: () => timed(nextWasm) },
        {
          name: "bare WebAssembly, same thread",
          role: "limit",
          sample: () => timed(() => runBare(wasm)),
        },
      ],
    },
  ];
  return { jobs, close: () => sandbox.close() };
}

function command(name: string, role: Role, [script = "", ...args]: readonly string[]): Contender {
  const argv = [repositoryPath(script), ...args.map(inRepository)];
  return { name, role, sample: () => sampleProcess(argv) };
}

function inRepository(arg: string): string {
  return arg.includes("/") ? repositoryPath(arg) : arg;
}

function cold(name: string, role: Role, script: string): Contender {
  const path = repositoryPath(`dist/bench/samples/${script}.js`);
  return { name, role, sample: () => sampleWithin(path) };
}

async function timed(run: () => Promise<string>): Promise<Sample> {
  const start = performance.now();
  const output = await run();
  return { ms: performance.now() - start, answer: output };
}
