/** docs/utilities.md is what the registry says. */
import { expect, test } from "vitest";
import { utilitiesPage } from "./support/utilities-page.ts";
import { measureCosts } from "./utilities/measure-costs.ts";

test("docs/utilities.md is made from the registry", async () => {
  const costs = Object.fromEntries(
    Object.entries(measureCosts()).map(([name, { example = 0 }]) => [name, { example }]),
  );
  await expect(utilitiesPage(costs)).toMatchFileSnapshot("../docs/utilities.md");
});
