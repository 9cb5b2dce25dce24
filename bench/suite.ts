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
  /** How many bytes a sample works on, where their number per second is of interest. */
  readonly bytes?: number;
  sample(): Promise<Sample>;
}

/** Something to do, and those who do it. The first contender is what the others are compared with. */
export interface Job {
  /** Such as `start/next-run`. */
  readonly name: string;
  readonly title: string;
  readonly answer: string;
  readonly contenders: readonly Contender[];
  /** For jobs that ask what something costs: each contender is compared with one that goes without. */
  readonly cost?: CostOf;
  /** How often each contender is sampled in a round: more where samples are short. Default 1. */
  readonly samplesPerRound?: number;
  /** How long each contender runs before it is measured, in milliseconds, so that engines have compiled. Default: one sample. */
  readonly warmUpMs?: number;
}

/** What is compared with what, and where it stands in a table. */
export interface CostOf {
  /** The name of the contender that the others' times are divided by. */
  readonly baseline: string;
  /** Jobs of a group have one mean. */
  readonly group: string;
  readonly program: string;
  /** Such as `Node 24.1.0`. */
  readonly engine: string;
}

/** A number that is not a time. */
export interface Figure {
  /** Such as `fuel/growth-quickjs`. */
  readonly name: string;
  readonly title: string;
  /** As it is shown, with its unit. */
  readonly text: string;
}

/** Jobs that are ready to be measured. */
export interface OpenSuite {
  readonly jobs: readonly Job[];
  /** Reads the figures whose names are asked for. */
  figures?(isWanted: (name: string) => boolean): Promise<readonly Figure[]>;
  close(): Promise<void>;
}

/** Opens a suite: compiles, warms, spawns what all of its samples share. */
export type Suite = () => Promise<OpenSuite>;
