/** Suite `shell`: ours beside just-bash, bashkit and the machine's own bash. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { repositoryPath, sampleWithin } from "../child.ts";
import { shellCalibrationText } from "../shell/calibration.ts";
import { type ShellJob, shellJobs } from "../shell/jobs.ts";
import type { Contender, Figure, Job, OpenSuite, Role } from "../suite.ts";
import { hasCommand } from "../utilities/native.ts";

/** Opens the suite; every sample is a process of its own. */
export async function openShellSuite(): Promise<OpenSuite> {
  const hasBash = hasCommand("bash");
  const missing = (name: string): string | undefined =>
    existsSync(repositoryPath(`bench/node_modules/${name}`))
      ? undefined
      : "missing, npm run bench:setup installs it";
  const jobs = shellJobs.map((job): Job => {
    const take = contenderOf(job, "next");
    const native = take("bash", "peer", "dist/bench/shell/native.js", {
      missing: hasBash ? undefined : "missing, not on PATH",
    });
    const bashkit = take("bashkit-wasm", "peer", "bench/peers/shell-bashkit.mjs", {
      missing: missing("@everruns/bashkit-wasm"),
    });
    const justBash = (name: string, module: string): Contender =>
      take(name, "peer", module, { missing: missing("just-bash") });
    const sandbox = take("fuelbox, sandbox.exec", "self", "dist/bench/shell/sandbox.js");
    const here = take("fuelbox", "self", "dist/bench/shell/fuelbox.js");
    const contenders = job.command.includes("python3")
      ? [sandbox, native]
      : [
          here,
          sandbox,
          justBash("just-bash, the same shell", "bench/peers/shell-just-bash.mjs"),
          justBash("just-bash, a new shell", "bench/peers/shell-just-bash-new.mjs"),
          bashkit,
          native,
        ];
    return { name: `shell/${job.name}`, title: job.title, answer: job.answer, contenders };
  });
  const [echo] = shellJobs;
  const first = echo && firstJob(echo);
  return {
    jobs: first === undefined ? jobs : [...jobs, first],
    figures: async (isWanted): Promise<readonly Figure[]> => {
      if (!isWanted("shell/ns-per-fuel")) return [];
      const title = "nanoseconds for each fuel, a metered guest first";
      return [{ name: "shell/ns-per-fuel", title, text: await shellCalibrationText() }];
    },
    close: async () => {},
  };
}

/** The first shell of a process: its interpreter is loaded, and nothing is compiled. */
function firstJob(job: ShellJob): Job {
  const take = contenderOf(job, "first");
  return {
    name: "shell/first",
    title: "the first echo hi of a process in which the shell is loaded",
    answer: job.answer,
    contenders: [
      take("fuelbox", "self", "dist/bench/shell/fuelbox.js"),
      take("just-bash", "peer", "bench/peers/shell-just-bash.mjs"),
    ],
  };
}

function contenderOf(
  job: ShellJob,
  mode: "first" | "next",
): (
  name: string,
  role: Role,
  module: string,
  options?: { readonly missing?: string | undefined },
) => Contender {
  const script = repositoryPath("dist/bench/samples/shell.js");
  return (name, role, module, { missing } = {}) => {
    const url = pathToFileURL(repositoryPath(module)).href;
    return { name, role, missing, sample: () => sampleWithin([script, url, job.name, mode]) };
  };
}
