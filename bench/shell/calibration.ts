/** What one fuel takes of scripts, beside an instruction of metered Wasm. */
import { pathToFileURL } from "node:url";
import { repositoryPath, sampleWithin } from "../child.ts";
import { shellJobs } from "./jobs.ts";

/** So many processes are sampled; the fastest says what the work takes when nobody disturbs it. */
const samples = 3;

/** A line for a guest, and one for each script: nanoseconds for each fuel, and as a multiple of the guest's. */
export async function shellCalibrationText(): Promise<string> {
  const guest = await nanosecondsPerFuel([
    repositoryPath("dist/bench/samples/utility-calibration.js"),
    "guest",
  ]);
  const lines = [
    `a program in QuickJS: ${guest.toFixed(2)} ns, which the others are compared with`,
  ];
  const url = pathToFileURL(repositoryPath("dist/bench/shell/fuelbox.js")).href;
  for (const { name, command } of shellJobs) {
    if (command.includes("python3")) continue;
    const script = repositoryPath("dist/bench/samples/shell.js");
    const ns = await nanosecondsPerFuel([script, url, name, "fastest"]);
    const times = ns / guest;
    const verdict = times >= 0.5 && times <= 2 ? "" : ", outside of 0.5 to 2";
    lines.push(`${name}: ${ns.toFixed(2)} ns, ${times.toFixed(2)}x${verdict}`);
  }
  return lines.join("\n  ");
}

async function nanosecondsPerFuel(args: readonly string[]): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample < samples; sample += 1) {
    const { ms, fuel } = await sampleWithin(["--expose-gc", ...args]);
    if (fuel === undefined) throw new Error("No fuel was counted");
    least = Math.min(least, (ms * 1e6) / fuel);
  }
  return least;
}
