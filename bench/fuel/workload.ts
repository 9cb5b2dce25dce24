/** What is run to see what metering costs: an engine or a set of modules, and programs for it. */
import type { Sample } from "../sample.ts";
import type { Column } from "./columns.ts";

/** One program. */
export interface WorkloadProgram {
  readonly name: string;
  readonly title: string;
  /** What it must answer. */
  readonly answer: string;
}

/** Reads a file of the repository: from the disk, or from a page's site. */
export type LoadFile = (path: string) => Promise<Uint8Array<ArrayBuffer>>;

/** Runs a program once and times it. What is needed for that is there already, so that only the guest is timed. */
export type RunProgram = (name: string) => Sample;

/** Programs of one kind. */
export interface Workload {
  /** Starts the names of its jobs. */
  readonly name: string;
  readonly title: string;
  readonly programs: readonly WorkloadProgram[];
  /** Makes everything ready in the form of a column. */
  open(column: Column, load: LoadFile): Promise<RunProgram>;
}

/**
 * Runs every program once, in order, and reports the fuel of that run from then on: what an
 * interpreter has run before changes what a program costs, and so the count of a later run would
 * depend on how often it was measured.
 */
export function countFirst(programs: readonly WorkloadProgram[], run: RunProgram): RunProgram {
  const fuels = new Map(programs.map(({ name }) => [name, run(name).fuel]));
  return (name) => {
    const { ms, answer } = run(name);
    const fuel = fuels.get(name);
    return { ms, answer, ...(fuel !== undefined && { fuel }) };
  };
}
