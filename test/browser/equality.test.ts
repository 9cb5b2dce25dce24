/** Programs give the same output and use the same fuel in a page as in Node. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type EqualityResult, plainPrograms, runAll } from "../programs/index.ts";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";

declare global {
  var runAllInPage: typeof runAll;
}

const golden: unknown = JSON.parse(
  readFileSync(new URL("../golden/equality.json", import.meta.url), "utf8"),
);

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test.each(pageKinds)(
  "in a %s, every program gives what the golden file says",
  async (_n, headers) => {
    const { page, close } = await openFuelboxPage(browser, { headers });
    await page.evaluate(`globalThis.runAllInPage = ${runAll.toString()}`);
    const results: Readonly<Record<string, EqualityResult>> = await page.evaluate(
      (programs) => runAllInPage(fuelbox.openSandbox, programs),
      plainPrograms,
    );
    expect(results).toEqual(golden);
    await close();
  },
);
