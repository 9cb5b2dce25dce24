/** What a session is between two steps. */
import type { StepReport } from "../worker/protocol.ts";

/** All of it, as data. */
export interface StepData {
  /** The interpreter, as its engine stores it; undefined before the first step. */
  readonly state: Uint8Array<ArrayBuffer> | undefined;
  /** Absolute guest path; undefined before the first step. */
  readonly cwd: string | undefined;
  readonly fuelUsed: number;
  /** Steps that have begun. */
  readonly steps: number;
}

/** A session's state, which steps read and replace. */
export interface StepState {
  readonly fuelUsed: number;
  capture(): StepData;
  restore(data: StepData): void;
  /** Counts another step and says what it starts from. */
  begin(): StepData;
  /** Takes what a step has left. Says whether the interpreter was at rest, or stays as it was before. */
  end(fuelUsed: number, report: StepReport | undefined): boolean;
}

/** Opens a state that has had no step, or goes on from `data`. */
export function createStepState(data: Partial<StepData> = {}): StepState {
  let current: StepData = { state: undefined, cwd: undefined, fuelUsed: 0, steps: 0, ...data };
  return {
    get fuelUsed(): number {
      return current.fuelUsed;
    },
    capture: () => current,
    restore(restored): void {
      current = restored;
    },
    begin(): StepData {
      current = { ...current, steps: current.steps + 1 };
      return current;
    },
    end(fuelUsed, report): boolean {
      current = { ...current, fuelUsed: current.fuelUsed + fuelUsed };
      if (report?.state === undefined) return false;
      current = { ...current, state: report.state, cwd: report.cwd };
      return true;
    },
  };
}
