/** The jobs of suite `start` that are in Python. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSandbox } from "../../sandbox/node.ts";
import { sampleBareWorker } from "../bare-worker.ts";
import { repositoryPath, sampleWithin } from "../child.ts";
import { command, peer } from "../contenders.ts";
import { sampleNewSandbox, sampleRun } from "../first-output.ts";
import type { Job, OpenSuite, Sample } from "../suite.ts";

const answer = "hello\n";
const helloFile = "bench/programs/hello.py";
const importsFile = "bench/programs/imports.py";

/** Opens the jobs, with one sandbox for the samples that are not cold. */
export async function openPythonJobs(): Promise<OpenSuite> {
  const sandbox = await openSandbox();
  const python = await readFile(repositoryPath(helloFile), "utf8");
  const jobs: readonly Job[] = [
    {
      name: "start/python-command",
      title: "Python, a fresh process: from its start to the first byte",
      answer,
      contenders: [
        command("fuelbox run", "self", ["dist/node/main.js", "run", helloFile]),
        command("node, JavaScript", "limit", ["bench/programs/hello.mjs"]),
        peer("pyodide", "process", helloFile),
        peer("just-bash", "process", helloFile),
        peer("runno", "process", helloFile),
      ],
    },
    {
      name: "start/python-imports",
      title: "Python, a fresh process: the same after 11 imports",
      answer,
      contenders: [
        command("fuelbox run", "self", ["dist/node/main.js", "run", importsFile]),
        peer("pyodide", "process", importsFile),
        peer("just-bash", "process", importsFile),
        peer("runno", "process", importsFile),
      ],
    },
    {
      name: "start/python-prepare",
      title:
        "Python, the first sandbox ever: from opening it to the first byte, with nothing cached",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: sampleEmptyCache },
        peer("pyodide", "first", helloFile),
      ],
    },
    {
      name: "start/python-new-sandbox",
      title: "Python, a new sandbox in a live process: from opening it to the first byte",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: () => sampleNewSandbox({ python }) },
        { name: "bare worker", role: "limit", sample: sampleBareWorker },
        peer("pyodide", "first", helloFile),
        peer("pyodide", "next", helloFile),
        peer("just-bash", "next", helloFile),
        peer("runno", "next", helloFile),
      ],
    },
    {
      name: "start/python-next-run",
      title: "Python, the next run in a sandbox that is open, with nothing left of the last one",
      answer,
      contenders: [
        { name: "fuelbox", role: "self", sample: () => sampleRun(sandbox, { python }) },
        { name: "bare worker", role: "limit", sample: sampleBareWorker },
        peer("pyodide", "next", helloFile),
        peer("just-bash", "next", helloFile),
      ],
    },
  ];
  return { jobs, close: () => sandbox.close() };
}

async function sampleEmptyCache(): Promise<Sample> {
  const directory = await mkdtemp(join(tmpdir(), "fuelbox-bench-"));
  try {
    const script = repositoryPath("dist/bench/samples/sandbox.js");
    const args = [script, "python", repositoryPath(helloFile)];
    return await sampleWithin(args, { FUELBOX_CACHE: directory });
  } finally {
    await rm(directory, { recursive: true });
  }
}
