/** The jobs that tell how fast modules are rewritten. */
import { repositoryPath, sampleWithin } from "../child.ts";
import type { Contender, Job, Sample } from "../suite.ts";
import type { MeteredColumn } from "./columns.ts";
import {
  accepted,
  codeBytes,
  type LargeModule,
  largeModules,
  loadModule,
  pyodide,
  sampleRewriting,
} from "./rewriting.ts";

const columns: readonly MeteredColumn[] = ["defaults", "boundary"];

/** Rewriting in this process, which has done it before, and Pyodide's in a fresh one. */
export async function openRewritingJobs(): Promise<readonly Job[]> {
  return [...(await Promise.all(largeModules.map(warmJob))), coldJob()];
}

async function warmJob(module: LargeModule): Promise<Job> {
  const bytes = await loadModule(module);
  const known = {
    missing: bytes ? undefined : "missing, npm run bench:setup installs it",
    ...(bytes && { bytes: codeBytes(bytes) }),
  };
  const input = bytes ?? new Uint8Array();
  const rewriting = columns.map(
    (column): Contender => ({
      name: column,
      role: "self",
      ...known,
      sample: async () => sampleRewriting(input, column),
    }),
  );
  return {
    name: `fuel/rewrite-${module.name}`,
    title: `rewriting ${module.title} in a process that has done it before`,
    answer: accepted,
    warmUpMs: 1_000,
    contenders: [
      ...rewriting,
      {
        name: "WebAssembly.validate",
        role: "limit",
        ...known,
        sample: async () => sampleValidation(input),
      },
    ],
  };
}

function coldJob(): Job {
  const script = repositoryPath("dist/bench/samples/rewriting.js");
  return {
    name: "fuel/rewrite-cold",
    title: `rewriting ${pyodide.title} in a fresh process`,
    answer: accepted,
    contenders: columns.map((column) => ({
      name: column,
      role: "self",
      sample: () => sampleWithin([script, pyodide.path, column]),
    })),
  };
}

function sampleValidation(bytes: Uint8Array<ArrayBuffer>): Sample {
  const start = performance.now();
  const isValid = WebAssembly.validate(bytes);
  return { ms: performance.now() - start, answer: isValid ? accepted : "not valid" };
}
