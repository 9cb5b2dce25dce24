/** Suite `utilities`: ours beside just-bash, GNU tools, Python and the fastest JavaScript libraries. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { repositoryPath, sampleWithin } from "../child.ts";
import type { Sample } from "../sample.ts";
import { quartiles } from "../statistics.ts";
import type { Contender, Figure, Job, OpenSuite, Role } from "../suite.ts";
import { calibrationText } from "../utilities/calibration.ts";
import { corpusBytes, writeCorpus } from "../utilities/corpus.ts";
import { goalLines } from "../utilities/goals.ts";
import { guestJobs } from "../utilities/guest-jobs.ts";
import { type UtilityJob, utilityJobs } from "../utilities/jobs.ts";
import { libraries } from "../utilities/libraries.ts";
import {
  gnuCommand,
  hasCommand,
  ripgrepCommand,
  sampleCommand,
  samplePython,
} from "../utilities/native.ts";

/** Opens the suite; every sample is a process of its own, and the corpus is written as it is needed. */
export async function openUtilitiesSuite(): Promise<OpenSuite> {
  const directory = mkdtempSync(join(tmpdir(), "fuelbox-corpus-"));
  const log = new SampleLog();
  const found = {
    gnu: hasCommand("grep"),
    python: hasCommand("python3"),
    ripgrep: hasCommand("rg"),
  };
  const jobs = utilityJobs.flatMap((job) =>
    (["first", "next"] as const).map((mode) => openJob(job, mode, directory, log, found)),
  );
  const guests = guestJobs((name) => writeCorpus(directory, name)).map((job) => ({
    ...job,
    contenders: job.contenders.map((contender) => log.listen(job.name, contender)),
  }));
  return {
    jobs: [...jobs, ...guests],
    figures: async (isWanted) => {
      const figures: Figure[] = [];
      if (isWanted("utilities/peak-memory")) figures.push(log.peakMemory());
      if (isWanted("utilities/goals")) figures.push(log.goals());
      if (isWanted("utilities/ns-per-fuel")) {
        const title = "nanoseconds for each fuel, metered guests first";
        figures.push({ name: "utilities/ns-per-fuel", title, text: await calibrationText() });
      }
      return figures;
    },
    close: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

type Mode = "first" | "next";

function openJob(
  job: UtilityJob,
  mode: Mode,
  directory: string,
  log: SampleLog,
  found: { readonly gnu: boolean; readonly python: boolean; readonly ripgrep: boolean },
): Job {
  const paths = (): readonly string[] => job.corpus.map((name) => writeCorpus(directory, name));
  const inNode = (module: string, library: string): (() => Promise<Sample>) => {
    const url = pathToFileURL(repositoryPath(module)).href;
    const script = repositoryPath("dist/bench/samples/utility.js");
    const args = ["--expose-gc", "--max-old-space-size=4096", script];
    return () => sampleWithin([...args, url, library, job.name, mode, ...paths()]);
  };
  const contender = (
    name: string,
    role: Role,
    missing: string | undefined,
    sample: () => Promise<Sample>,
  ): Contender => log.listen(`utilities/${job.name}/${mode}`, { name, role, missing, sample });
  const notFound = (isThere: boolean): string | undefined =>
    isThere ? undefined : "missing, not on PATH";
  const hasPython = !/yaml|evil/.test(job.name);
  const gnu =
    gnuCommand(job, [""]) === undefined
      ? []
      : [
          contender("GNU", "peer", notFound(found.gnu), async () => {
            const command = gnuCommand(job, paths());
            if (command === undefined) throw new Error("No such command");
            return sampleCommand(command);
          }),
        ];
  const ripgrep = job.name.startsWith("grep")
    ? [
        contender("ripgrep", "peer", notFound(found.ripgrep), () =>
          sampleCommand(ripgrepCommand(job, paths())),
        ),
      ]
    : [];
  const python = hasPython
    ? [contender("python3", "peer", notFound(found.python), () => samplePython(job, mode, paths()))]
    : [];
  return {
    name: `utilities/${job.name}/${mode}`,
    title: `${job.title}, ${mode === "first" ? "the first call of a process" : "when the engine has compiled"}`,
    answer: job.answer,
    contenders: [
      contender("fuelbox", "self", undefined, inNode("dist/bench/utilities/fuelbox.js", "")),
      ...libraries(job.name).map(({ name, role, package: needed }) =>
        contender(name, role, missing(needed), inNode("bench/peers/utility-libraries.mjs", name)),
      ),
      contender(
        "just-bash",
        "peer",
        missing("just-bash"),
        inNode("bench/peers/utility-just-bash.mjs", ""),
      ),
      ...gnu,
      ...ripgrep,
      ...python,
    ].map((one) => withBytes(one, paths)),
  };
}

/** The size is known when the corpus has been written, which the first sample does. */
function withBytes(contender: Contender, paths: () => readonly string[]): Contender {
  return {
    ...contender,
    get bytes() {
      return paths().reduce((sum, path) => sum + corpusBytes(path), 0);
    },
  };
}

function missing(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const places = [`bench/node_modules/${name}`, `node_modules/${name}`];
  if (places.some((place) => existsSync(repositoryPath(place)))) return undefined;
  return "missing, npm run bench:setup installs it";
}

/** Remembers what has been sampled, for the figures at the end. */
class SampleLog {
  readonly #times = new Map<string, number[]>();
  readonly #peaks = new Map<string, Map<string, number>>();

  /** The contender, whose samples are remembered. */
  listen(job: string, contender: Contender): Contender {
    return {
      ...contender,
      sample: async () => {
        const sample: Sample & { readonly peakBytes?: unknown } = await contender.sample();
        const key = keyOf(job, contender.name);
        this.#times.set(key, [...(this.#times.get(key) ?? []), sample.ms]);
        if (typeof sample.peakBytes === "number")
          this.#notePeak(job, contender.name, sample.peakBytes);
        return sample;
      },
    };
  }

  goals(): Figure {
    const lines = goalLines((job, contender) => {
      const times = this.#times.get(keyOf(`utilities/${job}`, contender));
      return times === undefined ? undefined : quartiles(times).median;
    });
    const title = "our time as a part of another's, and the goal";
    return { name: "utilities/goals", title, text: lines.join("\n  ") };
  }

  peakMemory(): Figure {
    const lines = [...this.#peaks].map(([job, peaks]) => {
      const all = [...peaks].map(([name, bytes]) => `${name} ${Math.round(bytes / 2 ** 20)}`);
      return `${job}: ${all.join(", ")}`;
    });
    const title = "the most MiB that a process has had, with its input and engine";
    return { name: "utilities/peak-memory", title, text: lines.join("\n  ") };
  }

  #notePeak(job: string, name: string, bytes: number): void {
    const peaks = this.#peaks.get(job) ?? new Map<string, number>();
    peaks.set(name, Math.max(bytes, peaks.get(name) ?? 0));
    this.#peaks.set(job, peaks);
  }
}

function keyOf(job: string, contender: string): string {
  return `${job} ${contender}`;
}
