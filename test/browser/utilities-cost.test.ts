/** Utilities cost the same fuel in a page as in Node. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";

const golden: unknown = JSON.parse(
  readFileSync(new URL("../golden/utilities-cost.json", import.meta.url), "utf8"),
);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test("every utility costs in a page what the golden file says", async () => {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await measuringScript() });
  const costs: unknown = await page.evaluate("measure.measureCosts()");
  expect(costs).toEqual(golden);
  await page.close();
}, 60_000);

/** The measurement with all that it needs, as a script that makes a global `measure`. */
async function measuringScript(): Promise<string> {
  const input = fileURLToPath(new URL("../utilities/measure-costs.ts", import.meta.url));
  const build = await rolldown({ input, platform: "browser" });
  const { output } = await build.generate({ format: "iife", name: "measure" });
  await build.close();
  return output[0].code;
}
