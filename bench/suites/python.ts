/** Suite `python`: what metering costs Python programs of ten kinds, and what each uses. */
import { createNodePlace } from "../fuel/node-place.ts";
import { pythonWorkload } from "../fuel/pyodide.ts";
import { workloadJobs } from "../fuel/workload-jobs.ts";
import { libraryPrograms } from "../python/library-programs.ts";
import { purePrograms } from "../python/pure-programs.ts";
import type { OpenSuite } from "../suite.ts";

/** Opens the suite: the interpreter of Python guests, metered and not, on this thread. */
export async function openPythonSuite(): Promise<OpenSuite> {
  const workload = pythonWorkload("python", "Python", [...purePrograms, ...libraryPrograms]);
  const jobs = workloadJobs(workload, createNodePlace()).map((job) => {
    return { ...job, name: job.name.replace("fuel/python-", "python/") };
  });
  return { jobs, close: async () => {} };
}
