/** What one fuel takes of each utility, beside an instruction of metered Wasm. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryPath, sampleWithin } from "../child.ts";
import { writeCorpus } from "./corpus.ts";
import { utilityJobs } from "./jobs.ts";

/** The jobs that are large enough to be timed and small enough to be repeated. */
const calibrated = utilityJobs.filter(
  ({ name }) => !/100m|16m|1m\b.*rows|100k|large|evil-50k|csv-1m/.test(name),
);

/** A line for a loop and for a guest, and one for each utility: nanoseconds for each fuel, and as a multiple of the guest's. */
export async function calibrationText(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "fuelbox-calibration-"));
  try {
    const loop = await nanosecondsPerFuel(["loop"]);
    const guest = await nanosecondsPerFuel(["guest"]);
    const lines = [
      `a tight loop in Wasm: ${loop.toFixed(2)} ns`,
      `a program in QuickJS: ${guest.toFixed(2)} ns, which the others are compared with`,
    ];
    for (const { name, corpus } of calibrated) {
      const paths = corpus.map((one) => writeCorpus(directory, one));
      const ns = await nanosecondsPerFuel([name, ...paths]);
      const times = ns / guest;
      const verdict = times >= 0.5 && times <= 2 ? "" : ", outside of 0.5 to 2";
      lines.push(`${name}: ${ns.toFixed(2)} ns, ${times.toFixed(2)}x${verdict}`);
    }
    return lines.join("\n  ");
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function nanosecondsPerFuel(args: readonly string[]): Promise<number> {
  const script = repositoryPath("dist/bench/samples/utility-calibration.js");
  const { ms, fuel } = await sampleWithin(["--expose-gc", script, ...args]);
  if (fuel === undefined) throw new Error("No fuel was counted");
  return (ms * 1e6) / fuel;
}
