/** Profiles in a page are what they are in Node. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type ProfiledRun,
  profileAll,
  profiledFiles,
  profiledPrograms,
} from "../programs/profiled.ts";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage } from "../support/fuelbox-page.ts";

declare global {
  var profileAllInPage: typeof profileAll;
}

const golden: unknown = JSON.parse(
  readFileSync(new URL("../golden/profiles.json", import.meta.url), "utf8"),
);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

// It prepares Python twice, which takes a while on a machine that does other things.
const timeoutMs = 180_000;

test("in a page, every profile is what the golden file says", { timeout: timeoutMs }, async () => {
  const { page, close } = await openFuelboxPage(browser);
  await page.evaluate(`globalThis.profileAllInPage = ${profileAll.toString()}`);
  const results: Readonly<Record<string, ProfiledRun>> = await page.evaluate(
    ({ programs, files }) => profileAllInPage(fuelbox.openSandbox, programs, files),
    { programs: profiledPrograms, files: profiledFiles },
  );
  expect(results).toEqual(golden);
  await close();
});
