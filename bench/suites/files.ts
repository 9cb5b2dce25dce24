/** Suite `files`: WASI programs that work on files, on our hosts, others, and by native calls. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { repositoryPath, sampleWithin } from "../child.ts";
import { filesJobs } from "../files/jobs.ts";
import { openNative } from "../files/native.ts";
import { openStartJobs } from "../files/start.ts";
import type { Contender, Job, OpenSuite, Role } from "../suite.ts";

/** Opens the suite; every sample of a host is a process of its own, timed by the program in it. */
export async function openFilesSuite(): Promise<OpenSuite> {
  const native = openNative();
  const start = await openStartJobs();
  const jobs = Object.entries(filesJobs).map(([name, job]): Job => {
    const bytes = job.moved === undefined ? {} : { bytes: job.moved };
    const others = hosts.map((host) => ({ ...standIn(host, name), ...bytes }));
    const sample = async () => native.sample(job);
    const { missing } = native;
    return {
      name: `files/${name}`,
      title: job.title,
      answer: `${job.answer}`,
      contenders: [...others, { name: "native", role: "limit", missing, sample, ...bytes }],
    };
  });
  return {
    jobs: [...jobs, ...start.jobs],
    async close() {
      native.close();
      await start.close();
    },
  };
}

interface Host {
  readonly name: string;
  readonly role: Role;
  /** Where `openHost` is, from the root of the repository. */
  readonly module: string;
  /** Which of its ways. */
  readonly variant?: string;
  /** The package of a peer. */
  readonly package?: string;
  /** Jobs that it would not finish in a minute. */
  readonly without?: readonly string[];
}

/** What takes minutes where each write copies all that was written before. */
const bulk = ["write-4k", "read-4k", "write-64k", "read-64k"];
const lists = ["list-10k", "list-20k"];

const embedded = "dist/bench/files/embedded.js";

const hosts: readonly Host[] = [
  { name: "fuelbox, sandbox with its ring", role: "self", module: "dist/bench/files/sandbox.js" },
  {
    name: "createWasi, metered, journal",
    role: "self",
    module: embedded,
    variant: "metered,journal",
  },
  { name: "createWasi, metered", role: "self", module: embedded, variant: "metered" },
  { name: "createWasi", role: "self", module: embedded },
  { name: "ideal in JavaScript", role: "limit", module: "dist/bench/limits/ideal-wasi.js" },
  {
    name: "browser_wasi_shim",
    role: "peer",
    module: "bench/peers/files-wasi-shim.mjs",
    package: "@bjorn3/browser_wasi_shim",
    without: bulk,
  },
  { name: "node:wasi, tmpfs", role: "peer", module: "bench/peers/files-node-wasi.mjs" },
  {
    name: "runno",
    role: "peer",
    module: "bench/peers/files-runno-wasi.mjs",
    package: "@runno/wasi",
    // It looks through all files for each path, and lists a directory without end.
    without: [...bulk, "create-10k", "stat-10k", "open-read-10k", "unlink-10k", ...lists],
  },
  {
    name: "wasmer",
    role: "peer",
    module: "bench/peers/files-wasmer.mjs",
    package: "@wasmer/sdk",
  },
];

function standIn(host: Host, job: string): Contender {
  const { name, role, module, variant = "" } = host;
  const url = pathToFileURL(repositoryPath(module)).href;
  const script = repositoryPath("dist/bench/samples/files.js");
  const without =
    host.without?.includes(job) === true ? "left out, it takes more than a minute" : undefined;
  return {
    name,
    role,
    missing: without ?? missing(host),
    sample: () => sampleWithin(["--no-warnings", script, job, url, variant]),
  };
}

function missing({ package: name }: Host): string | undefined {
  if (name === undefined || existsSync(repositoryPath(`bench/node_modules/${name}`))) {
    return undefined;
  }
  return "missing, npm run bench:setup installs it";
}
