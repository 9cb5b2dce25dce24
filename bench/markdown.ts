/** Prints what metering costs as tables to be pasted into a page. */
import type { Machine } from "./machine.ts";
import type { Measurement, Standing } from "./measure.ts";
import { machineLine } from "./report.ts";
import type { Figure } from "./suite.ts";

/** What one execution of the benchmarks has found. */
export interface Report {
  readonly machine: Machine;
  readonly loadAfter: number;
  readonly rounds: number;
  readonly measurements: readonly Measurement[];
  readonly figures: readonly Figure[];
}

/** A table of all programs for each engine of a report, with the mean of each group. */
export function programTables(report: Report): string {
  const tables = engineNames([report]).map((engine) => {
    const rows = groupNames([report]).flatMap((group) => {
      const found = costRows([report], group, engine);
      if (found.length === 0) return [];
      return [
        ...found.map((row) => [group, row.program, row.rawMs, ...costCells(row), row.fuel]),
        [group, "**mean**", "", ...columns.map((column) => `**${mean(found, column)}**`), ""],
      ];
    });
    const head = ["", "program", "raw, ms", "boundary", "defaults", "fuel"];
    return `${engine}\n\n${table(head, rows)}`;
  });
  const parts = [...tables, ...rateTable(report), ...figureTable(report)];
  return [...parts, `${circumstances(report)}\n`].join("\n");
}

function circumstances({ machine, loadAfter, rounds }: Report): string {
  return `${machineLine(machine)}, ${loadAfter.toFixed(2)} at the end; ${rounds} rounds`;
}

/** Tables of the means of each group and of rewriting, an engine a column, over several reports: boundary / defaults. */
export function engineTable(reports: readonly Report[]): string {
  const engines = engineNames(reports);
  const rows = groupNames(reports).map((group) => [
    group,
    ...engines.map((engine) => {
      const found = costRows(reports, group, engine);
      return found.length === 0 ? "" : columns.map((column) => mean(found, column)).join(" / ");
    }),
  ]);
  const machines = reports.map((report) => `- ${circumstances(report)}`);
  const means = table(["boundary / defaults", ...engines], rows);
  const figures = [...reports].reverse().find((report) => report.figures.length > 0);
  return [
    ...(rows.length > 0 ? [means] : []),
    ...rateComparison(reports),
    ...(figures ? figureTable(figures) : []),
    `${machines.join("\n")}\n`,
  ].join("\n");
}

function rateComparison(reports: readonly Report[]): readonly string[] {
  const measured = reports.filter(({ measurements }) => measurements.some(isRewriting));
  const found = measured.flatMap(({ measurements }) => measurements.filter(isRewriting));
  const cell = ({ measurements }: Report, title: string): string => {
    const standings = measurements.find((one) => one.title === title)?.standings ?? [];
    return columns
      .map((column) => {
        const { ms, megabytesPerSecond: rate } =
          standings.find(({ name }) => name === column) ?? {};
        return rate === undefined ? `${ms?.median.toFixed(0)} ms` : `${rate.toFixed(0)} MB/s`;
      })
      .join(" / ");
  };
  const rows = [...new Set(found.map(({ title }) => title))].map((title) => [
    title,
    ...measured.map((report) => cell(report, title)),
  ]);
  const head = [
    "boundary / defaults",
    ...measured.map(({ machine }) => `Node ${machine.node.replace("v", "")}`),
  ];
  return rows.length === 0 ? [] : [table(head, rows)];
}

function isRewriting({ job }: Measurement): boolean {
  return job.startsWith("fuel/rewrite");
}

const columns = ["boundary", "defaults"] as const;

interface CostRow {
  readonly program: string;
  readonly rawMs: string;
  readonly fuel: string;
  readonly costs: Readonly<Record<(typeof columns)[number], number | undefined>>;
}

function costRows(reports: readonly Report[], group: string, engine: string): readonly CostRow[] {
  return reports
    .flatMap(({ measurements }) => measurements)
    .filter(({ cost }) => cost?.group === group && cost.engine === engine)
    .filter(({ standings }) => standings.some(({ cost }) => cost !== undefined))
    .map(({ cost, standings }) => {
      const find = (name: string): Standing | undefined =>
        standings.find((standing) => standing.name === name);
      return {
        program: cost?.program ?? "",
        rawMs: find("raw")?.ms?.median.toFixed(1) ?? "",
        fuel: sameFuel(columns.map((column) => find(column)?.fuel)),
        costs: {
          boundary: find("boundary")?.cost?.median,
          defaults: find("defaults")?.cost?.median,
        },
      };
    });
}

function costCells({ costs }: CostRow): readonly string[] {
  return columns.map((column) => costs[column]?.toFixed(2) ?? "failed");
}

/** Both columns must count the same. */
function sameFuel(fuels: readonly (number | undefined)[]): string {
  const [fuel] = fuels;
  if (fuels.some((other) => other !== fuel)) return `**differs: ${fuels.join(", ")}**`;
  return fuel?.toLocaleString("en") ?? "";
}

/** The geometric mean; of all programs or of none. */
function mean(rows: readonly CostRow[], column: (typeof columns)[number]): string {
  const logarithms = rows.map(({ costs }) => Math.log(costs[column] ?? Number.NaN));
  const sum = logarithms.reduce((total, one) => total + one, 0);
  const result = Math.exp(sum / rows.length);
  return Number.isNaN(result) ? "failed" : result.toFixed(2);
}

function rateTable({ measurements }: Report): readonly string[] {
  const rows = measurements
    .filter(isRewriting)
    .flatMap(({ title, standings }) =>
      standings.map(({ name, ms, megabytesPerSecond: rate, failure }) => [
        title,
        name,
        ms === undefined ? (failure ?? "") : ms.median.toFixed(0),
        rate === undefined ? "" : rate.toFixed(0),
      ]),
    );
  return rows.length === 0 ? [] : [table(["", "", "ms", "MB/s"], rows)];
}

function figureTable({ figures }: Report): readonly string[] {
  if (figures.length === 0) return [];
  return [
    table(
      ["", ""],
      figures.map(({ title, text }) => [title, text]),
    ),
  ];
}

function engineNames(reports: readonly Report[]): readonly string[] {
  return namesOf(reports, "engine");
}

function groupNames(reports: readonly Report[]): readonly string[] {
  return namesOf(reports, "group");
}

function namesOf(reports: readonly Report[], field: "engine" | "group"): readonly string[] {
  const measured = reports.flatMap(({ measurements }) => measurements);
  return [...new Set(measured.flatMap(({ cost }) => cost?.[field] ?? []))];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return `${[line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n")}\n`;
}
