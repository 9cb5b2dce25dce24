/** Has a profiler look into an interpreter while it runs a program. */
import type { FuelAccount } from "../../fuel-account.ts";
import type { Profiler } from "../../profile/profiler.ts";
import type { Interpreter } from "../interpreter.ts";
import type { Snapshot } from "../snapshot.ts";
import { findLayout } from "./layout.ts";
import { PythonSampler } from "./sampler.ts";

/** What is watched. */
export interface WatchedPython {
  readonly interpreter: Pick<Interpreter, "meter" | "heap">;
  /** The state that all programs start from. */
  readonly snapshot: Snapshot;
  /** What the program calls itself. */
  readonly path: string;
  readonly fuel: Pick<FuelAccount, "remaining">;
}

/** Watches until the returned function is called. The interpreter's module must be one that asks its host at function entries. */
export function watchPython(
  profiler: Profiler,
  { interpreter: { meter, heap }, snapshot, path, fuel }: WatchedPython,
): () => void {
  const isOwn = (file: string): boolean => file === path || ownFile.test(file);
  const sampler = new PythonSampler(heap, findLayout(snapshot), isOwn);
  const goOn = (): void => {
    const next = Number(fuel.remaining) - sampler.interval;
    meter.setSoftLimit(Math.max(0, next));
  };
  profiler.watch(sampler);
  meter.onSoftLimit = () => {
    profiler.mark();
    goOn();
    return true;
  };
  goOn();
  return () => {
    profiler.mark();
    meter.onSoftLimit = undefined;
    meter.setSoftLimit(0);
  };
}

/** Files that are neither the library's nor made up by it. */
const ownFile = /^\/(?:app|tmp)\/|^<step /;
