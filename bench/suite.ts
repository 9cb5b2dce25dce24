/** What a suite of benchmarks is made of. */
import type { Sample } from "./sample.ts";

export type { Sample } from "./sample.ts";

/** Who is measured: fuelbox, a rival, or the least time that the platform needs for the job. */
export type Role = "self" | "peer" | "limit";

/** One way to do a job. */
export interface Contender {
  readonly name: string;
  readonly role: Role;
  /** Why it cannot take part; absent when it can. */
  readonly missing?: string | undefined;
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
