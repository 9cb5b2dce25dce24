/** The benchmark driver: what it measures is fair, and what is wrong has no time. */
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { waitForCalm } from "../bench/calm.ts";
import { kernelWorkload } from "../bench/fuel/kernels.ts";
import { createOpener } from "../bench/fuel/opener.ts";
import { pythonPrograms } from "../bench/fuel/python-programs.ts";
import { quickJsWorkload } from "../bench/fuel/quickjs.ts";
import { quickJsPrograms } from "../bench/fuel/quickjs-programs.ts";
import { countFirst } from "../bench/fuel/workload.ts";
import { workloadJobs } from "../bench/fuel/workload-jobs.ts";
import { engineTable, programTables, type Report } from "../bench/markdown.ts";
import { measure } from "../bench/measure.ts";
import { machineLine, measurementText } from "../bench/report.ts";
import { quartiles } from "../bench/statistics.ts";
import type { Contender, Job, Sample } from "../bench/suite.ts";

const options = { rounds: 4, timeoutMs: 1_000 };

/** A contender whose n-th sample is `samples[n]`, the last one from then on. */
function contender(name: string, samples: readonly Partial<Sample>[], calls?: string[]): Contender {
  let next = 0;
  return {
    name,
    role: name === "self" ? "self" : "peer",
    sample: async () => {
      calls?.push(name);
      const sample = samples[Math.min(next++, samples.length - 1)];
      return { ms: 1, answer: "right", ...sample };
    },
  };
}

function run(...contenders: readonly Contender[]): ReturnType<typeof measure> {
  return measure({ name: "suite/job", title: "A job", answer: "right", contenders }, options);
}

test.each([
  [[5], { low: 5, median: 5, high: 5 }],
  [[3, 1, 2], { low: 1.5, median: 2, high: 2.5 }],
  [[4, 1, 3, 2], { low: 1.75, median: 2.5, high: 3.25 }],
  [[10, 9, 1, 2, 3], { low: 2, median: 3, high: 9 }],
])("quartiles() of %j", (values, expected) => {
  expect(quartiles(values)).toEqual(expected);
});

test("measure() warms each contender once and rotates the order of the rounds", async () => {
  const calls: string[] = [];
  await run(...["self", "b", "c"].map((name) => contender(name, [{}], calls)));
  expect(calls.join(" ")).toBe(
    "self b c  self b c  b c self  c self b  self b c".replaceAll("  ", " "),
  );
});

test("measure() compares round by round and leaves the first sample out", async () => {
  const { standings } = await run(
    contender("self", [{ ms: 900 }, { ms: 2 }, { ms: 4 }]),
    contender("b", [{ ms: 1 }, { ms: 4 }, { ms: 8 }]),
  );
  expect(standings[0]).toMatchObject({ times: [2, 4, 4, 4], ms: { median: 4 } });
  expect(standings[0]?.ratio).toBeUndefined();
  expect(standings[1]?.ratio).toEqual({ low: 0.5, median: 0.5, high: 0.5 });
});

test.each<[string, readonly Partial<Sample>[], string]>([
  ["a wrong answer", [{ answer: "wrong" }], 'Wrong answer: "wrong", not "right"'],
  ["a late wrong answer", [{}, {}, { answer: "wrong" }], 'Wrong answer: "wrong", not "right"'],
  ["fuel that differs", [{ fuel: 1 }, { fuel: 2 }], "Fuel differs between rounds: 1 and 2"],
])("measure() gives no time for %s", async (_, samples, failure) => {
  const { standings } = await run(contender("self", samples), contender("b", [{}]));
  expect(standings[0]?.failure).toBe(failure);
  expect(standings[0]?.ms).toBeUndefined();
  expect(standings[1]?.ms).toBeDefined();
});

test("measure() lists who is missing or too slow without giving a time", async () => {
  const never = () => new Promise<never>(() => {});
  const { standings } = await measure(
    {
      name: "suite/job",
      title: "A job",
      answer: "right",
      contenders: [
        contender("self", [{ fuel: 7 }]),
        { name: "absent", role: "peer", missing: "missing", sample: never },
        { name: "slow", role: "peer", sample: never },
      ],
    },
    { rounds: 1, timeoutMs: 20 },
  );
  expect(standings.map(({ failure }) => failure)).toEqual([
    undefined,
    "missing",
    "Took longer than 20 ms",
  ]);
  expect(standings.map(({ isMissing }) => isMissing)).toEqual([false, true, false]);
  expect(standings[0]?.fuel).toBe(7);
});

test("measurementText() shows medians, ratios, fuel and failures", async () => {
  const measurement = await run(
    contender("self", [{ ms: 2, fuel: 7 }]),
    contender("b", [{ ms: 40 }]),
    { ...contender("c", [{}]), missing: "missing" },
  );
  expect(
    measurementText(measurement)
      .split("\n")
      .map((line) => line.replaceAll(/ +/g, " ")),
  ).toEqual([
    "suite/job: A job",
    " self 2.000 [2.000 .. 2.000] ms fuel 7",
    " b (peer) 40.0 [40.0 .. 40.0] ms fuelbox takes 0.05x [0.05x .. 0.05x] of it",
    " c (peer) missing",
    "",
  ]);
});

/** What metering costs in a program that takes `raw` milliseconds without it. */
function costJob(program: string, times: Readonly<Record<string, readonly number[]>>): Job {
  const columns = Object.entries(times).map(([name, all]) => ({
    ...contender(
      name,
      all.map((ms) => (name === "raw" ? { ms } : { ms, fuel: 1234 })),
    ),
    role: name === "raw" ? ("limit" as const) : ("self" as const),
  }));
  const cost = { baseline: "raw", group: "Kernels", program, engine: "Node 20.0" };
  return { name: `fuel/${program}`, title: "A job", answer: "right", cost, contenders: columns };
}

test("measure() divides by the baseline, pair by pair, several samples a round", async () => {
  const job = costJob("loop", { defaults: [9, 4, 6, 4, 6], raw: [9, 2, 4, 2, 4] });
  const { standings } = await measure({ ...job, samplesPerRound: 2 }, { ...options, rounds: 2 });
  expect(standings[0]).toMatchObject({ times: [4, 6, 4, 6], cost: { median: 1.75 }, fuel: 1234 });
  expect(standings[1]).toMatchObject({ times: [2, 4, 2, 4], ms: { median: 3 } });
  expect(standings[1]?.cost).toBeUndefined();
  expect(standings[1]?.ratio).toBeUndefined();
});

test("measure() compares with nobody when the baseline has failed", async () => {
  const job = costJob("loop", { defaults: [2], raw: [1] });
  const [own, raw] = job.contenders;
  if (own === undefined || raw === undefined) throw new Error("The job has no contenders");
  const broken = { ...raw, sample: async () => ({ ms: 1, answer: "wrong" }) };
  const { standings } = await measure({ ...job, contenders: [own, broken] }, options);
  expect(standings[0]?.ms?.median).toBe(2);
  expect(standings[0]?.cost).toBeUndefined();
});

test.each([
  [false, 12],
  [true, 5],
])("measure() warms up for the time asked for, unless it is quick: %s", async (isQuick, calls) => {
  const seen: string[] = [];
  const slow: Contender = {
    name: "self",
    role: "self",
    sample: () =>
      new Promise((resolve) => {
        seen.push("self");
        setTimeout(() => resolve({ ms: 1, answer: "right" }), 25);
      }),
  };
  const job = { name: "a", title: "", answer: "right", contenders: [slow], warmUpMs: 100 };
  const { standings } = await measure(job, { ...options, isQuick });
  expect(standings[0]?.times).toHaveLength(4);
  if (isQuick) expect(seen).toHaveLength(calls);
  else expect(seen.length).toBeLessThanOrEqual(calls);
  expect(seen.length).toBeGreaterThanOrEqual(5);
});

test("measure() tells megabytes per second", async () => {
  const { standings } = await run({ ...contender("self", [{ ms: 20 }]), bytes: 3_000_000 });
  expect(standings[0]?.megabytesPerSecond).toBe(150);
});

async function reportOf(node: string, jobs: readonly Job[]): Promise<Report> {
  const measurements = await Promise.all(jobs.map((job) => measure(job, options)));
  const machine = { ...abacus, node };
  const figures = [{ name: "fuel/growth", title: "code", text: "1.5x" }];
  return { machine, loadAfter: 0.25, rounds: 4, measurements, figures };
}

const abacus = {
  cpu: "Abacus",
  cores: 2,
  memoryGiB: 4,
  load: 0.5,
  node: "v20",
  v8: "11",
  platform: "linux x64",
};

test("programTables() has a row for each program and the geometric mean of its group", async () => {
  const report = await reportOf("v20", [
    costJob("loop", { defaults: [4], boundary: [2], raw: [1] }),
    costJob("sort", { defaults: [2], boundary: [4.5], raw: [2] }),
  ]);
  expect(programTables(report)).toBe(`Node 20.0

|  | program | raw, ms | boundary | defaults | fuel |
| --- | --- | --- | --- | --- | --- |
| Kernels | loop | 1.0 | 2.00 | 4.00 | 1,234 |
| Kernels | sort | 2.0 | 2.25 | 1.00 | 1,234 |
| Kernels | **mean** |  | **2.12** | **2.00** |  |

|  |  |
| --- | --- |
| code | 1.5x |

${machineLine({ ...abacus, node: "v20" })}, 0.25 at the end; 4 rounds
`);
});

test("programTables() shows counts that differ, and has no mean of programs that failed", async () => {
  const job = costJob("loop", { defaults: [4], boundary: [2], raw: [1] });
  const contenders = job.contenders.map((one) =>
    one.name === "boundary" ? { ...contender("boundary", [{ fuel: 7 }]), role: one.role } : one,
  );
  const failed = { ...job, contenders: job.contenders.filter(({ name }) => name !== "boundary") };
  const report = await reportOf("v20", [{ ...job, contenders }, failed]);
  expect(programTables(report)).toContain("**differs: 7, 1234**");
  expect(programTables(report)).toContain("| **failed** | **4.00** |");
});

test("engineTable() puts the means of several reports side by side", async () => {
  const job = costJob("loop", { defaults: [3], boundary: [2], raw: [2] });
  const cost = { baseline: "raw", group: "Kernels", program: "loop", engine: "Node 22.0" };
  const rewriting = ["defaults", "boundary"].map((name) => ({
    ...{ ...contender(name, [{ ms: 20 }]), role: "self" as const },
    ...(name === "boundary" && { bytes: 2_000_000 }),
  }));
  const other = { name: "fuel/rewrite-x", title: "rewriting", answer: "right" };
  const reports = [
    await reportOf("v20", [job]),
    await reportOf("v22", [
      { ...job, cost },
      { ...other, contenders: rewriting },
    ]),
  ];
  expect(engineTable(reports)).toBe(`| boundary / defaults | Node 20.0 | Node 22.0 |
| --- | --- | --- |
| Kernels | 1.00 / 1.50 | 1.00 / 1.50 |

| boundary / defaults | Node 22 |
| --- | --- |
| rewriting | 100 MB/s / 20 ms |

|  |  |
| --- | --- |
| code | 1.5x |

- ${machineLine({ ...abacus, node: "v20" })}, 0.25 at the end; 4 rounds
- ${machineLine({ ...abacus, node: "v22" })}, 0.25 at the end; 4 rounds
`);
});

test("waitForCalm() waits while others use the machine, and not for ever", async () => {
  const busyMs = [0, 500, 500, 500];
  const readBusy = vi.fn(() => ({ machineMs: busyMs.shift() ?? 0, ownMs: 0 }));
  const wait = { maxCores: 0.1, windowMs: 5, maxWaitMs: 1_000, readBusy };
  expect(await waitForCalm(wait)).toBe(0);
  expect(readBusy).toHaveBeenCalledTimes(4);
  let machineMs = 0;
  const readAlwaysBusy = () => {
    machineMs += 100;
    return { machineMs, ownMs: 0 };
  };
  const cores = await waitForCalm({ ...wait, maxWaitMs: 20, readBusy: readAlwaysBusy });
  expect(cores).toBeGreaterThan(0.1);
});

test("countFirst() reports the fuel of the first run only", () => {
  let fuel = 10;
  const programs = [{ name: "a", title: "", answer: "1" }];
  const runProgram = countFirst(programs, () => ({ ms: fuel, answer: "1", fuel: fuel++ }));
  expect([runProgram("a"), runProgram("a")]).toEqual([
    { ms: 11, answer: "1", fuel: 10 },
    { ms: 12, answer: "1", fuel: 10 },
  ]);
});

test("createOpener() keeps the columns of one workload", async () => {
  const opened: string[] = [];
  const workload = (name: string) => ({
    ...{ name, title: name, programs: [] },
    open: async (column: string) => {
      opened.push(`${name} ${column}`);
      return () => ({ ms: 1, answer: "" });
    },
  });
  const [first, second] = [workload("a"), workload("b")];
  const open = createOpener(async () => new Uint8Array());
  await open(first, "raw");
  await open(first, "defaults");
  await open(first, "raw");
  await open(second, "raw");
  await open(first, "raw");
  expect(opened).toEqual(["a raw", "a defaults", "b raw", "a raw"]);
});

test.each([
  ["kernels", kernelWorkload.programs, 9],
  ["JavaScript programs", quickJsPrograms, 7],
  ["Python programs", pythonPrograms, 8],
])("the %s have names and answers of their own", (_, programs, count) => {
  expect(programs).toHaveLength(count);
  expect(new Set(programs.map(({ name }) => name)).size).toBe(count);
  for (const { answer } of programs) expect(answer).not.toBe("");
});

test("workloadJobs() runs QuickJS raw and metered: right answers, equal fuel", async () => {
  const open = createOpener(
    async (path) => new Uint8Array(readFileSync(new URL(`../${path}`, import.meta.url))),
  );
  const jobs = workloadJobs(quickJsWorkload, {
    prefix: "fuel/",
    engine: "here",
    sample: async (workload, column, program) => (await open(workload, column))(program),
  });
  expect(jobs.map(({ name }) => name)).toContain("fuel/quickjs-regex");
  for (const job of jobs) {
    const [own, boundary, raw] = await Promise.all(job.contenders.map(({ sample }) => sample()));
    expect([own?.answer, boundary?.answer, raw?.answer]).toEqual(Array(3).fill(job.answer));
    expect(own?.fuel).toBeGreaterThan(1_000_000);
    expect(boundary?.fuel).toBe(own?.fuel);
    expect(raw?.fuel).toBeUndefined();
  }
});

test("machineLine() is one line that says what the figures depend on", () => {
  expect(machineLine(abacus)).toBe(
    "Abacus, 2 cores, 4 GiB, load 0.50, Node v20 (V8 11), linux x64",
  );
});
