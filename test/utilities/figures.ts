/** What common jobs cost, as docs/fuel.md tells it beside what was once estimated. */
import type { JsonValue } from "../../utils-lib/index.ts";
import { costOf } from "./measure-costs.ts";
import { byteWorkloads, type MakeWorkload, treeWorkloads } from "./workloads.ts";

/** One row of the table. */
export interface Figure {
  readonly job: string;
  readonly fuel: number;
}

/** Units of 32 bytes in a megabyte, and of five files in a hundred. */
const megabyte = 31_250;
const hundredFiles = 20;

/** Measures the jobs. */
export function measureFigures(): readonly Figure[] {
  const tree = treeOf(500);
  return [
    figure("find 100 files by `*.txt`", "find", workload("find"), hundredFiles),
    figure("find 10,000 files", "find", workload("find"), 100 * hundredFiles),
    figure("grep a text in 1 MB", "grep", withArgs("wc", ["fox 9 jumps", "in", false]), megabyte),
    figure("grep an expression in 1 MB", "grep", workload("grep"), megabyte),
    figure("csv_to_json of 10,000 rows", "csv_to_json", workload("csv_to_json"), 10_000),
    { job: "tree of 500 directories", fuel: costOf({ utility: "tree", files: tree, args: [] }) },
    figure("head, 10 lines of 1 MB", "head", withArgs("wc", ["in"]), megabyte),
    figure("wc of 1 MB", "wc", workload("wc"), megabyte),
    figure("sed on 1 MB", "sed", workload("sed"), megabyte),
    figure("yaml_to_json of 1 MB", "yaml_to_json", workload("yaml_to_json"), megabyte),
    figure("json_query on 1 MB", "json_query", workload("json_query"), megabyte),
  ];
}

/** The table of the page, but for what was estimated. */
export function figureText({ job, fuel }: Figure): string {
  return `| ${job} | ${fuel.toLocaleString("en-US")} |`;
}

function figure(job: string, utility: string, make: MakeWorkload, units: number): Figure {
  return { job, fuel: costOf({ utility, ...make(units) }) };
}

function workload(utility: string): MakeWorkload {
  const make = byteWorkloads[utility] ?? treeWorkloads[utility];
  if (make === undefined) throw new Error(`There is no workload for "${utility}"`);
  return make;
}

/** The files of one workload with other arguments. */
function withArgs(utility: string, args: readonly JsonValue[]): MakeWorkload {
  return (units) => ({ ...workload(utility)(units), args });
}

function treeOf(directories: number): Readonly<Record<string, null>> {
  return Object.fromEntries(
    Array.from({ length: directories }, (_, index) => [
      `/app/${Math.floor(index / 20)}/${index}`,
      null,
    ]),
  );
}
