/** Suite `python`: what metering costs Python programs of ten kinds, what each uses, and what a profile takes. */
import { openSandbox } from "../../sandbox/node.ts";
import { createNodePlace } from "../fuel/node-place.ts";
import { pythonWorkload } from "../fuel/pyodide.ts";
import { workloadJobs } from "../fuel/workload-jobs.ts";
import { libraryPrograms } from "../python/library-programs.ts";
import { purePrograms } from "../python/pure-programs.ts";
import type { Contender, Job, OpenSuite } from "../suite.ts";

/** Opens the suite: the interpreter of Python guests, metered and not, on this thread, and a sandbox for profiles. */
export async function openPythonSuite(): Promise<OpenSuite> {
  const workload = pythonWorkload("python", "Python", [...purePrograms, ...libraryPrograms]);
  const jobs = workloadJobs(workload, createNodePlace()).map((job) => {
    return { ...job, name: job.name.replace("fuel/python-", "python/") };
  });
  const sandbox = await openSandbox();
  return { jobs: [...jobs, profileJob(sandbox)], close: () => sandbox.close() };
}

const answer = "142800\n22816\n1888737688\n";

/** Programs of the suite, one after the other. */
const python = ["deltablue", "fannkuch", "richards"]
  .map((name) => `${purePrograms.find((one) => one.name === name)?.source}\nprint(run())\n`)
  .join("");

function profileJob(sandbox: Awaited<ReturnType<typeof openSandbox>>): Job {
  const contender = (name: string, profile: boolean): Contender => ({
    name,
    role: profile ? "self" : "limit",
    async sample() {
      const start = performance.now();
      const { stdout, fuel } = await sandbox.run({ python, profile, deterministic: 0 });
      return { ms: performance.now() - start, answer: stdout, fuel: fuel.used };
    },
  });
  return {
    name: "python/profile",
    title: "Python, three programs in an open sandbox, with a profile and without",
    answer,
    contenders: [contender("profile", true), contender("no profile", false)],
  };
}
