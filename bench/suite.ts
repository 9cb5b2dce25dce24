/** What a suite of benchmarks is made of. */

/** One timed execution. */
export interface Sample {
  readonly ms: number;
  /** What was computed, to be compared with the job's answer. */
  readonly answer: string;
  /** Fuel spent, where the contender counts it: it must be the same in every round. */
  readonly fuel?: number;
}

/** Who is measured: fuelbox, a rival, or the least time that the platform needs for the job. */
export type Role = "self" | "peer" | "limit";

/** One way to do a job. */
export interface Contender {
  readonly name: string;
  readonly role: Role;
  /** Why it cannot take part; absent when it can. */
  readonly missing?: string;
  sample(): Promise<Sample>;
}

/** Something to do, and those who do it. The first contender is what the others are compared with. */
export interface Job {
  /** Such as `start/next-run`. */
  readonly name: string;
  readonly title: string;
  readonly answer: string;
  readonly contenders: readonly Contender[];
}

/** Jobs that are ready to be measured. */
export interface OpenSuite {
  readonly jobs: readonly Job[];
  close(): Promise<void>;
}

/** Opens a suite: compiles, warms, spawns what all of its samples share. */
export type Suite = () => Promise<OpenSuite>;
