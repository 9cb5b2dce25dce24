/** What a run's use of its fuel means for the next run. */

/** How much of the budget was used: below a half, below three quarters, below nine tenths, less than all, all. */
export type FuelStatus = "efficient" | "moderate" | "warning" | "critical" | "exhausted";

/** The use of a budget, and a better one. */
export interface FuelAnalysis {
  /** From 0 to 100. */
  readonly utilizationPercent: number;
  readonly status: FuelStatus;
  /** A budget that leaves room for the same work, or for more of it after `exhausted`. */
  readonly suggestedBudget: number;
}

/** Judges a use of `used` units of `limit`. Nothing used of nothing is `exhausted`. */
export function analyzeFuel(used: number, limit: number, isOut: boolean): FuelAnalysis {
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  const status = isOut ? "exhausted" : statusOf(share);
  return {
    utilizationPercent: Math.round((isOut ? 1 : share) * 1_000) / 10,
    status,
    suggestedBudget: suggest(used, limit, status),
  };
}

function statusOf(share: number): FuelStatus {
  if (share < 0.5) return "efficient";
  if (share < 0.75) return "moderate";
  return share < 0.9 ? "warning" : "critical";
}

/** Two significant digits are enough for a budget. */
function suggest(used: number, limit: number, status: FuelStatus): number {
  switch (status) {
    case "efficient":
    case "moderate":
      return limit;
    case "warning":
      return roundUp(used * 1.5);
    default:
      return roundUp(Math.max(used, limit, 1) * 2);
  }
}

function roundUp(fuel: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(fuel)) - 1);
  return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(fuel / unit) * unit);
}
