/** Prints jobs and those who did them as a table to be pasted into a page. */
import type { Measurement, Standing } from "./measure.ts";

/** A row for each job whose name begins with `start`, a column for each contender: milliseconds, and how fuelbox compares. */
export function comparisonTable(measurements: readonly Measurement[], start: string): string {
  const rows = measurements.filter(({ job }) => job.startsWith(start));
  if (rows.length === 0) return "";
  const names = [...new Set(rows.flatMap(({ standings }) => standings.map(({ name }) => name)))];
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const lines = rows.map(({ title, standings }) => {
    const find = (name: string) => standings.find((standing) => standing.name === name);
    return line([title, ...names.map((name) => cell(find(name)))]);
  });
  const head = [line(["ms", ...names]), line(["---", ...names.map(() => "---")])];
  return `${[...head, ...lines].join("\n")}\n`;
}

function cell(standing: Standing | undefined): string {
  if (standing === undefined) return "";
  const { ms, ratio, role, failure } = standing;
  if (ms === undefined) return failure ?? "";
  const time = rounded(ms.median);
  return ratio === undefined || role === "self" ? time : `${time}, **${rounded(ratio.median)}x**`;
}

/** Two digits that count, or all before the point. */
function rounded(value: number): string {
  return value >= 10
    ? Math.round(value).toLocaleString("en")
    : String(Number(value.toPrecision(2)));
}
