/** Suite `stops`: how soon results come after guests have used up their fuel, memory or time. */
import { readOutput } from "../hostcalls/child-output.ts";
import type { StopRow } from "../stops/measure-stops.ts";
import type { OpenSuite } from "../suite.ts";

const rounds = 5;

/** Opens the suite, which has one figure and no jobs. */
export async function openStopsSuite(): Promise<OpenSuite> {
  return {
    jobs: [],
    figures: async (isWanted) => (isWanted(name) ? [{ name, title, text: await readText() }] : []),
    close: async () => {},
  };
}

const name = "stops/results";
const title =
  "milliseconds from the end of a guest, or of its time, to its result: median and most";

async function readText(): Promise<string> {
  const rows: readonly StopRow[] = JSON.parse(
    await readOutput("dist/bench/samples/stops.js", `${rounds}`),
  );
  return rows.map(rowText).join("\n    ");
}

function rowText({ name, outcome, times }: StopRow): string {
  const [median = 0, most = 0] = [times[times.length >> 1], times.at(-1)];
  return `${name}, ${outcome}: ${median.toFixed(1)} and ${most.toFixed(1)}`;
}
