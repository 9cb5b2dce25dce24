/** Prints measurements as people read them. */
import type { Machine } from "./machine.ts";
import type { Measurement, Standing } from "./measure.ts";
import type { Quartiles } from "./statistics.ts";
import type { Figure } from "./suite.ts";

/** One line about the machine. */
export function machineLine(machine: Machine): string {
  const { cpu, cores, memoryGiB, load, node, v8, platform } = machine;
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, load ${load.toFixed(2)}, Node ${node} (V8 ${v8}), ${platform}`;
}

/** A job as a block of lines: median and quartiles, and how the first compares with each. */
export function measurementText({ job, title, standings }: Measurement): string {
  return [`${job}: ${title}`, ...standings.map(standingLine), ""].join("\n");
}

/** A figure as a block of lines. */
export function figureText({ name, title, text }: Figure): string {
  return `${name}: ${title}\n  ${text}\n`;
}

function standingLine(standing: Standing): string {
  const { name, role, failure, ms, ratio, cost, fuel, megabytesPerSecond: rate } = standing;
  const label = `  ${role === "self" ? name : `${name} (${role})`}`.padEnd(42);
  if (ms === undefined) return `${label}${failure ?? ""}`;
  const parts = [
    `${range(ms, milliseconds)} ms`.padEnd(34),
    ratio === undefined || role === "self" ? "" : `fuelbox takes ${range(ratio, factor)} of it`,
    cost === undefined ? "" : `takes ${range(cost, factor)} of the unmetered`,
    rate === undefined ? "" : `${rate.toFixed(0)} MB/s`,
    fuel === undefined ? "" : `fuel ${fuel}`,
  ];
  return `${label}${parts.filter((part) => part !== "").join("  ")}`.trimEnd();
}

function range({ low, median, high }: Quartiles, show: (value: number) => string): string {
  return `${show(median)} [${show(low)} .. ${show(high)}]`;
}

function milliseconds(value: number): string {
  return value < 10 ? value.toFixed(3) : value.toFixed(1);
}

function factor(value: number): string {
  return `${value.toFixed(2)}x`;
}
