/**
 * Runs benchmarks side by side: `npm run bench -- [suite[/job]...] [--peers] [--quick] [--calm]
 * [--json FILE] [--markdown]`.
 * Peers are rivals from `bench/package.json`, which `npm run bench:setup` installs; those that are
 * absent are listed as such. What is prepared goes to a cache of its own, which is empty at the
 * start and gone at the end.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { waitForCalm } from "./calm.ts";
import { comparisonTable } from "./comparison-table.ts";
import { readMachine } from "./machine.ts";
import { programTables, type Report } from "./markdown.ts";
import { type Measurement, measure } from "./measure.ts";
import { figureText, machineLine, measurementText } from "./report.ts";
import type { Figure, Job, Suite } from "./suite.ts";

// Imported when they are opened: the package looks for its cache as soon as it is loaded.
const suites = new Map<string, Suite>([
  ["start", async () => (await import("./suites/start.ts")).openStartSuite()],
  ["browser", async () => (await import("./suites/browser.ts")).openBrowserSuite()],
  ["fuel", async () => (await import("./suites/fuel.ts")).openFuelSuite()],
  ["python", async () => (await import("./suites/python.ts")).openPythonSuite()],
  ["vfs", async () => (await import("./suites/vfs.ts")).openVfsSuite()],
  ["files", async () => (await import("./suites/files.ts")).openFilesSuite()],
  ["calls", async () => (await import("./suites/hostcalls.ts")).openCallsSuite()],
  ["memory", async () => (await import("./suites/hostcalls.ts")).openMemorySuite()],
  ["stops", async () => (await import("./suites/stops.ts")).openStopsSuite()],
  ["utilities", async () => (await import("./suites/utilities.ts")).openUtilitiesSuite()],
  ["shell", async () => (await import("./suites/shell.ts")).openShellSuite()],
]);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    calm: { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
    rounds: { type: "string" },
    json: { type: "string" },
  },
});
const chosenJobs = positionals.length > 0 ? positionals : [...suites.keys()];
const names = [...new Set(chosenJobs.map((name) => name.split("/", 1)[0] ?? ""))];
const rounds = Number(values.rounds ?? (values.quick ? 3 : values.calm ? 15 : 9));
const unknown = names.find((name) => !suites.has(name));
if (unknown !== undefined || !Number.isInteger(rounds) || rounds < 1) {
  const what = unknown === undefined ? `rounds "${values.rounds}"` : `suite "${unknown}"`;
  console.error(`Cannot run ${what}: suites are ${[...suites.keys()].join(", ")}`);
  process.exit(2);
}

const cache = mkdtempSync(join(tmpdir(), "fuelbox-bench-"));
process.on("exit", () => rmSync(cache, { recursive: true, force: true }));
process.env["FUELBOX_CACHE"] = cache;

const machine = readMachine();
console.log(`${machineLine(machine)}\n${rounds} rounds, interleaved; median [quartiles]\n`);
const measurements: Measurement[] = [];
const figures: Figure[] = [];
for (const name of names) await runSuite(name);
if (measurements.length + figures.length === 0) {
  console.error(`Cannot run "${positionals.join(" ")}": there is no such job`);
  process.exit(2);
}
const loadAfter = readMachine().load;
if (Math.max(machine.load, loadAfter) > machine.cores) {
  console.log("The machine was busier than it has cores: trust the ratios, not the times.");
}
const report: Report = { machine, loadAfter, rounds, measurements, figures };
if (values.markdown) {
  // Those of `calls` have contenders of their own: a table for each.
  const chosen = [
    "vfs/",
    ...measurements.flatMap(({ job }) => (job.startsWith("calls/") ? job : [])),
  ];
  const tables = chosen.map((start) => comparisonTable(measurements, start));
  console.log(`\n${programTables(report)}\n${tables.join("\n")}`);
}
if (values.json !== undefined) {
  writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
// A job that fuelbox itself fails is a failure of the whole; one that the machine cannot do is not.
const hasFailed = measurements.some(({ standings }) =>
  standings.some(({ role, failure, isMissing }) => role === "self" && failure && !isMissing),
);
process.exit(hasFailed ? 1 : 0);

async function runSuite(name: string): Promise<void> {
  const suite = await suites.get(name)?.();
  const isChosen = (name: string): boolean => chosenJobs.some((start) => name.startsWith(start));
  const options = { rounds, timeoutMs: 60_000, isQuick: values.quick };
  for (const job of (suite?.jobs ?? []).filter(({ name }) => isChosen(name))) {
    if (values.calm) await reportCalm();
    const measurement = await measure(withoutOthers(job), options);
    measurements.push(measurement);
    console.log(measurementText(measurement));
  }
  for (const figure of (await suite?.figures?.(isChosen)) ?? []) {
    figures.push(figure);
    console.log(figureText(figure));
  }
  await suite?.close();
}

/** Others may use a tenth of a core; after ten minutes of waiting it is measured anyway. */
async function reportCalm(): Promise<void> {
  const calm = { maxCores: 0.1, windowMs: 1_000, maxWaitMs: 600_000 };
  const cores = await waitForCalm(calm);
  if (cores > calm.maxCores)
    console.log(`The machine is not calm: others use ${cores.toFixed(1)} cores.`);
}

function withoutOthers(job: Job): Job {
  const contenders = job.contenders.filter(({ role }) => values.peers || role !== "peer");
  return { ...job, contenders };
}
