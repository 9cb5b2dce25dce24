/** Suite `vfs`: our filesystem beside others that are kept in memory, and the least that JavaScript takes. */
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { repositoryPath, sampleWithin } from "../child.ts";
import type { Contender, Figure, Job, OpenSuite, Role } from "../suite.ts";

/** Opens the suite; every sample is a process of its own. */
export async function openVfsSuite(): Promise<OpenSuite> {
  return {
    jobs: jobs.map(({ name, title, answer, without = [] }): Job => {
      const able = contenders.filter((contender) => !without.includes(contender.name));
      return {
        name: `vfs/${name}`,
        title,
        answer,
        contenders: able.map((contender) => standIn(contender, name)),
      };
    }),
    figures: async (isWanted) => (isWanted("vfs/bytes-per-file") ? [await memoryFigure()] : []),
    close: async () => {},
  };
}

interface TreeContender {
  readonly name: string;
  readonly role: Role;
  /** Where `openTree` is, from the root of the repository. */
  readonly module: string;
  /** The package of a peer. */
  readonly package?: string;
  /** Set for one that does not finish what the others do in a minute. */
  readonly isSmall?: boolean;
}

const contenders: readonly TreeContender[] = [
  { name: "fuelbox", role: "self", module: "dist/bench/vfs/fuelbox.js" },
  { name: "tree of maps", role: "limit", module: "dist/bench/limits/map-tree.js" },
  {
    name: "just-bash",
    role: "peer",
    module: "bench/peers/just-bash-fs.mjs",
    package: "just-bash",
  },
  { name: "memfs", role: "peer", module: "bench/peers/memfs.mjs", package: "memfs" },
  {
    name: "zenfs, 1000 files",
    role: "peer",
    module: "bench/peers/zenfs.mjs",
    package: "@zenfs/core",
    isSmall: true,
  },
];

const [justBash, zenfs] = ["just-bash", "zenfs, 1000 files"];

const jobs: readonly {
  readonly name: string;
  readonly title: string;
  readonly answer: string;
  /** Who has no way to do it. */
  readonly without?: readonly string[];
}[] = [
  {
    name: "create",
    title: "1000 files of 100 bytes, while there come to be 100,000",
    answer: "100",
  },
  {
    name: "stat-depth-10",
    title: "1000 times stat at depth 10, a hundred files in turn",
    answer: "100",
  },
  { name: "stat-again", title: "1000 times stat of the same file at depth 10", answer: "100" },
  { name: "write-4k", title: "1000 files of 4 KB replaced", answer: "4096" },
  { name: "read-4k", title: "1000 files of 4 KB read", answer: "4096" },
  {
    name: "read-4k-into",
    title: "1000 reads of 4 KB from an open file into the same array",
    answer: "4096",
    without: [justBash],
  },
  { name: "list-10k", title: "one listing of 10,000 names", answer: "10000" },
  { name: "list-20k", title: "one listing of 20,000 names", answer: "20000" },
  {
    name: "snapshot-restore",
    title: "1000 times remembering 100,000 files and bringing them back",
    answer: "100",
    without: [justBash, zenfs],
  },
  {
    name: "write-after-snapshot",
    title: "1000 first writes after remembering 100,000 files",
    answer: "100",
    without: [justBash, "memfs", zenfs],
  },
  { name: "write-64m", title: "64 MiB appended by 1 MiB", answer: "" },
];

function standIn(contender: TreeContender, job: string): Contender {
  const { name, role } = contender;
  return {
    name,
    role,
    missing: missing(contender),
    sample: () => sampleWithin(processOf(contender, job)),
  };
}

function processOf({ module, isSmall }: TreeContender, job: string): readonly string[] {
  const url = pathToFileURL(repositoryPath(module)).href;
  const script = repositoryPath("dist/bench/samples/vfs.js");
  return ["--expose-gc", script, job, url, isSmall === true ? "small" : "full"];
}

function missing({ package: name }: TreeContender): string | undefined {
  if (name === undefined || existsSync(repositoryPath(`bench/node_modules/${name}`))) {
    return undefined;
  }
  return "missing, npm run bench:setup installs it";
}

/** What is installed is asked, whether or not peers take part in the jobs. */
async function memoryFigure(): Promise<Figure> {
  const held: string[] = [];
  for (const contender of contenders) {
    const why = missing(contender);
    if (why !== undefined) continue;
    const { answer } = await sampleWithin(processOf(contender, "bytes-per-file"));
    held.push(`${contender.name} ${Math.round(Number(answer))}`);
  }
  const title = "bytes on and off the heap for each of 100,000 files of 100 bytes";
  return { name: "vfs/bytes-per-file", title, text: held.join(", ") };
}
