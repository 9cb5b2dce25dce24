/** The jobs that ask what utilities are worth to a guest: called from Python, and written in Python. */
import { existsSync } from "node:fs";
import { repositoryPath, sampleWithin } from "../child.ts";
import type { Job } from "../suite.ts";
import { type CorpusName, type UtilityJob, utilityJobs } from "./jobs.ts";

/** Those of the jobs that a guest does, too. */
const names = ["grep-tree-10k", "csv-10k", "diff-1m", "xml", "find-10k"];

/** The jobs; `write` writes what they work on. */
export function guestJobs(write: (name: CorpusName) => string): readonly Job[] {
  return utilityJobs
    .filter(({ name }) => names.includes(name))
    .map((job) => ({
      name: `utilities/guest-${job.name}/next`,
      title: `${job.title}, called by a guest when the engine has compiled`,
      answer: job.answer,
      contenders: [
        {
          name: "fuelbox",
          role: "self",
          sample: () => sampleGuest("python", job, write),
        },
        {
          name: "fuelbox, JavaScript",
          role: "self",
          sample: () => sampleGuest("javascript", job, write),
        },
        {
          name: "pyodide, pure Python",
          role: "peer",
          missing: existsSync(repositoryPath("node_modules/pyodide"))
            ? undefined
            : "missing, npm run bench:setup installs it",
          sample: () => {
            const script = repositoryPath("bench/peers/utility-pyodide.mjs");
            const { name, pattern = "", corpus } = job;
            return sampleWithin([script, name, pattern, ...corpus.map(write)]);
          },
        },
      ],
    }));
}

function sampleGuest(
  language: "python" | "javascript",
  { name, corpus }: UtilityJob,
  write: (name: CorpusName) => string,
): ReturnType<typeof sampleWithin> {
  const script = repositoryPath("dist/bench/samples/utility-guest.js");
  return sampleWithin([script, language, name, ...corpus.map(write)]);
}
