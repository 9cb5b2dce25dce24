/** Makes the jobs of a workload: each program raw and metered in two ways, side by side. */
import type { Contender, Job, Role, Sample } from "../suite.ts";
import type { Column } from "./columns.ts";
import type { Workload } from "./workload.ts";

/** Where the jobs run. */
export interface Place {
  /** Starts the names of the jobs; such as `fuel/`. */
  readonly prefix: string;
  /** Such as `Node 24.1.0`. */
  readonly engine: string;
  /** Why nothing can run there. */
  readonly missing?: string | undefined;
  /** Runs a program once. The first call of a workload and column makes them ready. */
  sample(workload: Workload, column: Column, program: string): Promise<Sample>;
}

const columns: readonly { readonly name: Column; readonly role: Role }[] = [
  { name: "defaults", role: "self" },
  { name: "boundary", role: "self" },
  { name: "raw", role: "limit" },
];

/** One job for each program. `missing` says why the workload cannot run. */
export function workloadJobs(workload: Workload, place: Place, missing?: string): readonly Job[] {
  return workload.programs.map(({ name: program, title, answer }) => ({
    name: `${place.prefix}${workload.name}-${program}`,
    title: `${workload.title}, ${place.engine}: ${title}`,
    answer,
    cost: { baseline: "raw", group: workload.title, program, engine: place.engine },
    samplesPerRound: 5,
    warmUpMs: 1_500,
    contenders: columns.map(
      ({ name, role }): Contender => ({
        name,
        role,
        missing: missing ?? place.missing,
        sample: () => place.sample(workload, name, program),
      }),
    ),
  }));
}
