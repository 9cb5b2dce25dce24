/** How fast modules are rewritten, and how much larger they get. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { instrument } from "../../wasm/index.ts";
import { indexModule, sectionIds } from "../../wasm/module-index.ts";
import { repositoryPath, sampleWithin } from "../child.ts";
import type { Contender, Figure, Job, Sample } from "../suite.ts";
import { meteredColumns } from "./columns.ts";
import { cpythonPath } from "./cpython-wasi.ts";

const modules = [
  { name: "quickjs", path: "node_modules/quickjs-wasi/quickjs.wasm" },
  { name: "pyodide", path: "node_modules/pyodide/pyodide.asm.wasm" },
  { name: "cpython", path: cpythonPath },
] as const;

type Metered = keyof typeof meteredColumns;

const columns: readonly Metered[] = ["defaults", "boundary"];

/** Rewrites a module once. What is answered is whether the engine accepts the outcome. */
export function sampleRewriting(bytes: Uint8Array<ArrayBuffer>, column: Metered): Sample {
  const start = performance.now();
  const output = instrument(bytes, { ...meteredColumns[column], debugNames: false }).bytes;
  const ms = performance.now() - start;
  return { ms, answer: answerFor(output) };
}

const answer = "valid";

function answerFor(bytes: Uint8Array<ArrayBuffer>): string {
  return WebAssembly.validate(bytes) ? answer : "not valid";
}

/** Rewriting in this process, which has done it before, and Pyodide's in a fresh one. */
export async function openRewritingJobs(): Promise<readonly Job[]> {
  const warm = modules.map(async ({ name, path }): Promise<Job> => {
    const bytes = await loadModule(path);
    const size = bytes && codeBytes(bytes);
    const missing = bytes ? undefined : "missing, npm run bench:setup installs it";
    const contender = (
      column: string,
      role: Contender["role"],
      sample: (bytes: Uint8Array<ArrayBuffer>) => Sample,
    ): Contender => ({
      name: column,
      role,
      missing,
      ...(size !== undefined && { bytes: size }),
      sample: async () => sample(bytes ?? new Uint8Array()),
    });
    return {
      name: `fuel/rewrite-${name}`,
      title: `rewriting ${name}.wasm again, in bytes of its code`,
      answer,
      warmUpMs: 1_000,
      contenders: [
        ...columns.map((column) =>
          contender(column, "self", (input) => sampleRewriting(input, column)),
        ),
        contender("WebAssembly.validate", "limit", sampleValidation),
      ],
    };
  });
  const cold: Job = {
    name: "fuel/rewrite-cold",
    title: "rewriting Pyodide's interpreter in a fresh process, reading and imports not counted",
    answer,
    contenders: columns.map((column) => ({
      name: column,
      role: "self",
      sample: () =>
        sampleWithin([repositoryPath("dist/bench/samples/rewriting.js"), modules[1].path, column]),
    })),
  };
  return [...(await Promise.all(warm)), cold];
}

/** How the code section of each module grows. */
export async function readGrowth(isWanted: (name: string) => boolean): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { name: module, path } of modules) {
    const name = `fuel/growth-${module}`;
    const bytes = isWanted(name) ? await loadModule(path) : undefined;
    if (bytes === undefined) continue;
    const before = codeBytes(bytes);
    const parts = columns.map((column) => {
      const { bytes: output } = instrument(bytes, meteredColumns[column]);
      return `${column} ${(codeBytes(output) / before).toFixed(2)}x`;
    });
    figures.push({
      name,
      title: `code of ${module}.wasm, ${before} bytes`,
      text: parts.join(", "),
    });
  }
  return figures;
}

function sampleValidation(bytes: Uint8Array<ArrayBuffer>): Sample {
  const start = performance.now();
  const result = answerFor(bytes);
  return { ms: performance.now() - start, answer: result };
}

async function loadModule(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = repositoryPath(path);
  return existsSync(file) ? new Uint8Array(await readFile(file)) : undefined;
}

function codeBytes(bytes: Uint8Array<ArrayBuffer>): number {
  const code = indexModule(bytes).sections.find(({ id }) => id === sectionIds.code);
  return code === undefined ? 0 : code.end - code.start;
}
