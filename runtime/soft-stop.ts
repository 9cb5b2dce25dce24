/** Tells a guest that its end is near while it can still act on it: most of its fuel is used, or its host wants it to end. */
import type { FuelAccount } from "./fuel-account.ts";
import type { Outcome } from "./outcome.ts";

/** What a guest is told, by an exception where its engine has one: `FuelWarning`, `KeyboardInterrupt`. */
export type Signal = "fuel-warning" | "interrupt";

/** When a guest is told. */
export interface SoftStopOptions {
  readonly fuel: Pick<FuelAccount, "limit" | "remaining">;
  /** The share of the fuel, below 1, at which the guest is warned. 0: never. */
  readonly fuelWarning: number;
  /** Whether the guest is interrupted, and goes on for a while, before it is stopped. */
  readonly interrupts: boolean;
}

/** What one guest is told, and was. */
export interface SoftStop {
  /** What the guest is to be told now: each signal once. */
  take(): Signal | undefined;
  /** Whether a guest that is asked to end for `reason` may go on, so that it sees the interrupt. */
  mayGoOn(reason: Outcome): boolean;
  /** Whether an interrupt is on its way, for which whatever the guest waits for should fail. */
  readonly isInterrupting: boolean;
  /** Why the guest was interrupted, once it has been. */
  readonly interruptedBy: StopOutcome | undefined;
}

/** How a guest ends that its host wants to end. */
export type StopOutcome = Exclude<Outcome, "exited">;

/**
 * What a guest may do after it was interrupted, in units of fuel: some 10 to 50 ms of work. Time
 * does not count, as it would make a busy machine stop guests that obey.
 */
const graceFuel = 100_000_000n;

/** Opens the signals of one guest. */
export function createSoftStop({ fuel, fuelWarning, interrupts }: SoftStopOptions): SoftStop {
  const warnsBelow =
    fuelWarning > 0 ? fuel.limit - BigInt(Math.floor(Number(fuel.limit) * fuelWarning)) : undefined;
  let isWarned = warnsBelow === undefined;
  let asked: { readonly reason: StopOutcome; readonly until: bigint } | undefined;
  let interruptedBy: StopOutcome | undefined;
  return {
    take(): Signal | undefined {
      if (asked !== undefined && interruptedBy === undefined) {
        interruptedBy = asked.reason;
        return "interrupt";
      }
      if (isWarned || warnsBelow === undefined || fuel.remaining >= warnsBelow) return undefined;
      isWarned = true;
      return "fuel-warning";
    },
    mayGoOn(reason): boolean {
      if (!interrupts || reason === "exited") return false;
      asked ??= { reason, until: fuel.remaining - graceFuel };
      return fuel.remaining > asked.until;
    },
    get isInterrupting(): boolean {
      return asked !== undefined && interruptedBy === undefined;
    },
    get interruptedBy(): StopOutcome | undefined {
      return interruptedBy;
    },
  };
}
