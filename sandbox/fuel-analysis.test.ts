import { expect, test } from "vitest";
import { analyzeFuel } from "./fuel-analysis.ts";

test.each([
  [0, 1_000, false, 0, "efficient", 1_000],
  [499, 1_000, false, 49.9, "efficient", 1_000],
  [500, 1_000, false, 50, "moderate", 1_000],
  [750, 1_000, false, 75, "warning", 1_200],
  [899, 1_000, false, 89.9, "warning", 1_400],
  [900, 1_000, false, 90, "critical", 2_000],
  [1_000, 1_000, true, 100, "exhausted", 2_000],
  [999, 1_000, true, 100, "exhausted", 2_000],
  [0, 0, true, 100, "exhausted", 2],
  [425_828_726, 500_000_000, false, 85.2, "warning", 640_000_000],
  [
    Number.MAX_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER,
    true,
    100,
    "exhausted",
    Number.MAX_SAFE_INTEGER,
  ],
] as const)(
  "analyzeFuel(%d, %d, %s) is %d %%, %s, %d",
  (used, limit, isOut, percent, status, budget) => {
    expect(analyzeFuel(used, limit, isOut)).toEqual({
      utilizationPercent: percent,
      status,
      suggestedBudget: budget,
    });
  },
);
