/** Suite `fuel`: what metering costs, and that it counts the same in every round. */
import { existsSync } from "node:fs";
import { repositoryPath } from "../child.ts";
import { compileKernels } from "../fuel/compile-kernels.ts";
import { cpythonPath, cpythonWorkload } from "../fuel/cpython-wasi.ts";
import { kernelWorkload } from "../fuel/kernels.ts";
import { createNodePlace } from "../fuel/node-place.ts";
import { createPagePlace } from "../fuel/page-place.ts";
import { pyodideWorkload } from "../fuel/pyodide.ts";
import { quickJsWorkload } from "../fuel/quickjs.ts";
import { readRewritingFigures } from "../fuel/rewriting-figures.ts";
import { openRewritingJobs } from "../fuel/rewriting-jobs.ts";
import { workloadJobs } from "../fuel/workload-jobs.ts";
import type { OpenSuite } from "../suite.ts";

/** Opens the suite: kernels and interpreters here and in a page, and the rewriting itself. */
export async function openFuelSuite(): Promise<OpenSuite> {
  const noCompiler = compileKernels();
  const isInstalled = existsSync(repositoryPath(cpythonPath));
  const noCpython = isInstalled ? undefined : "missing, npm run bench:setup installs it";
  const page = await createPagePlace();
  const places = [createNodePlace(), page];
  const jobs = places.flatMap((place) => [
    ...workloadJobs(kernelWorkload, place, noCompiler),
    ...workloadJobs(quickJsWorkload, place),
    ...workloadJobs(pyodideWorkload, place),
    ...workloadJobs(cpythonWorkload, place, noCpython),
  ]);
  return {
    jobs: [...jobs, ...(await openRewritingJobs())],
    figures: readRewritingFigures,
    close: () => page.close(),
  };
}
