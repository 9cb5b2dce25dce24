/** Opens workloads when they are first needed, and keeps those in use. */
import type { Column } from "./columns.ts";
import type { LoadFile, RunProgram, Workload } from "./workload.ts";

/** Opens a workload in the form of a column, or finds it open. */
export type OpenWorkload = (workload: Workload, column: Column) => Promise<RunProgram>;

/** Makes an opener. It keeps the columns of one workload only: interpreters are large. */
export function createOpener(load: LoadFile): OpenWorkload {
  const opened = new Map<Column, Promise<RunProgram>>();
  let current: Workload | undefined;
  return (workload, column) => {
    if (workload !== current) opened.clear();
    current = workload;
    const run = opened.get(column) ?? workload.open(column, load);
    opened.set(column, run);
    return run;
  };
}
