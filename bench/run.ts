/**
 * Runs benchmarks side by side: `npm run bench -- [suite[/job]...] [--peers] [--quick] [--json FILE]`.
 * Peers are rivals from `bench/package.json`, which `npm run bench:setup` installs; those that are
 * absent are listed as such. What is prepared goes to a cache of its own, which is empty at the
 * start and gone at the end.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readMachine } from "./machine.ts";
import { type Measurement, measure } from "./measure.ts";
import { machineLine, measurementText } from "./report.ts";
import type { Job, Suite } from "./suite.ts";

// Imported when they are opened: the package looks for its cache as soon as it is loaded.
const suites = new Map<string, Suite>([
  ["start", async () => (await import("./suites/start.ts")).openStartSuite()],
  ["fuel", async () => (await import("./suites/fuel.ts")).openFuelSuite()],
]);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    peers: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    rounds: { type: "string" },
    json: { type: "string" },
  },
});
const chosenJobs = positionals.length > 0 ? positionals : [...suites.keys()];
const names = [...new Set(chosenJobs.map((name) => name.split("/", 1)[0] ?? ""))];
const rounds = Number(values.rounds ?? (values.quick ? 3 : 9));
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
for (const name of names) await runSuite(name);
if (measurements.length === 0) {
  console.error(`Cannot run "${positionals.join(" ")}": there is no such job`);
  process.exit(2);
}
const loadAfter = readMachine().load;
if (Math.max(machine.load, loadAfter) > machine.cores) {
  console.log("The machine was busier than it has cores: trust the ratios, not the times.");
}
if (values.json !== undefined) {
  const report = { machine, loadAfter, rounds, measurements };
  writeFileSync(values.json, `${JSON.stringify(report, undefined, 2)}\n`);
}
// A job that fuelbox itself fails is a failure of the whole; one that the machine cannot do is not.
const hasFailed = measurements.some(({ standings: [own] }) => own?.failure && !own.isMissing);
process.exit(hasFailed ? 1 : 0);

async function runSuite(name: string): Promise<void> {
  const suite = await suites.get(name)?.();
  const jobs = suite?.jobs ?? [];
  for (const job of jobs.filter(({ name }) => chosenJobs.some((start) => name.startsWith(start)))) {
    const measurement = await measure(withoutOthers(job), { rounds, timeoutMs: 60_000 });
    measurements.push(measurement);
    console.log(measurementText(measurement));
  }
  await suite?.close();
}

function withoutOthers(job: Job): Job {
  const contenders = job.contenders.filter(({ role }) => values.peers || role !== "peer");
  return { ...job, contenders };
}
