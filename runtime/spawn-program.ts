/** Runs a program that another one started, so that its end is its own but its spending is not. */
import type { OwnedKernel } from "./create-kernel.ts";
import type { FuelGauge } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Outcome } from "./outcome.ts";
import type { Program } from "./programs.ts";

/** Outcomes of a program that end whoever started it too. */
const sharedOutcomes: ReadonlySet<Outcome> = new Set(["out-of-fuel", "timed-out", "cancelled"]);

/**
 * Runs `program` on `child` to its end, closes `child` and returns the exit code. Throws the
 * `GuestStop` of an end that the starter shares, unless `isOwn` says that it is the program's alone.
 */
export function runProgram(
  program: Program,
  child: OwnedKernel,
  isOwn: () => boolean = () => false,
): number {
  // An attachment of its own: when the child is halted, its starter's meter must keep the balance.
  const detach = child.fuel.attach(createHolder());
  let exitCode = 0;
  try {
    exitCode = program(child);
  } catch (error) {
    if (!(error instanceof GuestStop)) throw error;
    child.stop(error);
  } finally {
    detach();
    child.close();
  }
  const { stopped } = child;
  if (stopped === undefined) return exitCode;
  if (sharedOutcomes.has(stopped.outcome) && !isOwn()) throw stopped;
  return stopped.exitCode;
}

/** A gauge that no instruction drains. */
function createHolder(): FuelGauge {
  let remaining = 0n;
  return {
    get remaining() {
      return remaining;
    },
    set(fuel) {
      remaining = BigInt(fuel);
    },
    pay(fuel) {
      const left = remaining - BigInt(fuel);
      remaining = left > 0n ? left : 0n;
      return left >= 0n;
    },
  };
}
