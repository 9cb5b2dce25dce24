/** How one contender does the jobs of suite `utilities`, in a process of its own. */
import { createHash } from "node:crypto";
import type { UtilityJob } from "./jobs.ts";

/** An answer at once, or later. */
export type Soon<T> = T | Promise<T>;

/** A job with everything in its place. */
export interface OpenUtilityJob {
  /** Does it once; this is what is timed. */
  run(): Soon<unknown>;
  /** Reads the answer off what `run` gave. */
  answer(result: unknown): string;
  /** What the last run has cost, where that is counted. */
  fuel?(): number;
}

/** What a module in `bench/utilities/` or `bench/peers/` exports to take part. */
export interface UtilityModule {
  /** Opens a job on files of the disk, or gives nothing when it cannot do it. */
  open(job: UtilityJob, paths: readonly string[]): Soon<OpenUtilityJob | undefined>;
}

/** How many lines a text has; an unfinished one counts. */
export function countLines(text: unknown): string {
  const lines = String(text).split("\n");
  return String(lines.at(-1) === "" ? lines.length - 1 : lines.length);
}

/** How many lines of a unified diff add or remove one. */
export function countChanges(text: unknown): string {
  return String(
    String(text)
      .split("\n")
      .filter((line) => /^(?:-(?!--)|\+(?!\+\+))/.test(line)).length,
  );
}

/** How many members `"id"` a JSON text has, in whatever layout. */
export function countIds(text: unknown): string {
  const bytes = text instanceof Uint8Array ? text : Buffer.from(String(text));
  const wanted = Buffer.from('"id":');
  let count = 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = buffer.indexOf(wanted); at !== -1; at = buffer.indexOf(wanted, at + 1)) count++;
  return String(count);
}

/** A short name for a text that no other text has. */
export function digest(text: unknown): string {
  return createHash("sha256").update(String(text)).digest("hex").slice(0, 12);
}

/** How many items a list has. */
export function countItems(list: unknown): string {
  return Array.isArray(list) ? String(list.length) : "no list";
}
