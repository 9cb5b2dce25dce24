/** What utilities cost is a published number, the same everywhere, and grows with the work. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type UtilityRow, utilities } from "../utils-lib/index.ts";
import { figureText, measureFigures } from "./utilities/figures.ts";
import { costOf, measureCosts } from "./utilities/measure-costs.ts";
import { byteWorkloads, otherWorkloads, treeWorkloads } from "./utilities/workloads.ts";

const fuelPage = readFileSync(new URL("../docs/fuel.md", import.meta.url), "utf8");
const rows: readonly UtilityRow[] = Object.values(utilities);

test("every utility costs what the golden file says", async () => {
  const text = `${JSON.stringify(measureCosts(), undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot("golden/utilities-cost.json");
});

test.each(measureFigures())("docs/fuel.md says what this costs: $job", (figure) => {
  expect(fuelPage).toContain(`\n${figureText(figure)}`);
});

test("every utility has one workload", () => {
  const names = [byteWorkloads, treeWorkloads, otherWorkloads].flatMap((some) => Object.keys(some));
  expect(names.sort()).toEqual(rows.map(({ name }) => name).sort());
});

test.each([
  ...Object.entries(byteWorkloads).map(([utility, make]) => ({ utility, make, units: 32 })),
  ...Object.entries(treeWorkloads).map(([utility, make]) => ({ utility, make, units: 2 })),
])("$utility costs a thousand times as much for a thousand times as much", (workload) => {
  const { utility, make, units } = workload;
  const none = costOf({ utility, ...make(0) });
  const small = costOf({ utility, ...make(units) }) - none;
  const large = costOf({ utility, ...make(1_000 * units) }) - none;
  expect(small).toBeGreaterThan(0);
  expect(large / small).toBeGreaterThanOrEqual(900);
  expect(large / small).toBeLessThanOrEqual(1_100);
});
