/** Suite `fuel`: what metering costs, and that it counts the same in every round. */
import { readFile } from "node:fs/promises";
import { openSandbox } from "../../sandbox/node.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import { FuelMeter, instrument } from "../../wasm/index.ts";
import { type Kernel, kernels } from "../kernels.ts";
import { runQuickJs } from "../quickjs-wasi.ts";
import { type Script, scripts } from "../scripts.ts";
import type { Job, OpenSuite, Sample } from "../suite.ts";
import { readWat } from "../wat.ts";

/** Opens the suite: kernels plain and metered, and scripts in a sandbox and in a bare QuickJS. */
export async function openFuelSuite(): Promise<OpenSuite> {
  const sandbox = await openSandbox();
  const engine = await WebAssembly.compile(
    await readFile(new URL(import.meta.resolve("quickjs-wasi/quickjs.wasm"))),
  );
  const jobs = [
    ...(await Promise.all(kernels.map(kernelJob))),
    ...scripts.map((script) => scriptJob(script, sandbox, engine)),
  ];
  return { jobs, close: () => sandbox.close() };
}

const budget = 10n ** 15n;

async function kernelJob({ name, title, wat, size, answer }: Kernel): Promise<Job> {
  const plain = await readWat(wat);
  const { bytes, meta } = instrument(plain);
  const metered = (await WebAssembly.instantiate(bytes)).instance;
  const bare = (await WebAssembly.instantiate(plain)).instance;
  const meter = FuelMeter.attach(metered, meta);
  return {
    name: `fuel/${name}`,
    title,
    answer,
    contenders: [
      {
        name: "metered",
        role: "self",
        sample: async () => {
          meter.set(budget);
          return { ...timeRun(metered, size), fuel: Number(meter.consumed) };
        },
      },
      { name: "plain", role: "limit", sample: async () => timeRun(bare, size) },
    ],
  };
}

function scriptJob(script: Script, sandbox: Sandbox, engine: WebAssembly.Module): Job {
  const { name, title, source, answer } = script;
  const javascript = `const print = (line) => console.log(String(line));\n${source}`;
  return {
    name: `fuel/${name}`,
    title,
    answer,
    contenders: [
      {
        name: "fuelbox",
        role: "self",
        sample: async () => {
          const start = performance.now();
          const result = await sandbox.run({ javascript, deterministic: 1 });
          const ms = performance.now() - start;
          return { ms, answer: result.stdout, fuel: result.fuel.used };
        },
      },
      {
        name: "quickjs-wasi, unmetered",
        role: "limit",
        sample: async () => {
          const start = performance.now();
          const printed = await runQuickJs(engine, source);
          return { ms: performance.now() - start, answer: printed };
        },
      },
    ],
  };
}

function timeRun({ exports }: WebAssembly.Instance, size: number): Sample {
  const { run } = exports;
  if (typeof run !== "function") throw new Error("The kernel has no run");
  const start = performance.now();
  const answer: unknown = run(size);
  return { ms: performance.now() - start, answer: String(answer) };
}
