/** What utilities charge for their examples and for workloads, in fuel. Runs in Node and in pages. */
import { callUtility, type UtilityRow, utilities } from "../../utils-lib/index.ts";
import { createContext } from "./run-vectors.ts";
import type { UtilityVector } from "./vector.ts";
import { byteWorkloads, otherWorkloads, treeWorkloads } from "./workloads.ts";

/** Fuel for the example, and for workloads of so many units. */
export type Costs = Readonly<Record<string, number>>;

/** The fuel that one call charges. */
export function costOf(vector: UtilityVector): number {
  let fuel = 0;
  const charge = (amount: number): void => {
    fuel += amount;
  };
  callUtility({ ...createContext(vector), charge }, vector.utility, vector.args);
  return fuel;
}

/** The costs of every utility, by its name. */
export function measureCosts(): Readonly<Record<string, Costs>> {
  const rows: readonly UtilityRow[] = Object.values(utilities);
  return Object.fromEntries(
    rows.map(({ name, example }) => {
      const make = byteWorkloads[name] ?? treeWorkloads[name] ?? otherWorkloads[name];
      if (make === undefined) throw new Error(`There is no workload for "${name}"`);
      const sizes = [1, 100].map((units) => {
        return [`${units} units`, costOf({ utility: name, ...make(units) })] as const;
      });
      return [
        name,
        { example: costOf({ utility: name, ...example }), ...Object.fromEntries(sizes) },
      ];
    }),
  );
}
