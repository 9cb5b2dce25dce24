/** A page answers every case of the table of WASI calls as Node does. */
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { wasiCases } from "../wasi-cases/index.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test("a page answers every WASI call of the table as it should", async () => {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await tableScript() });
  const result: unknown = await page.evaluate("table.runAllCases()");
  expect(result).toEqual({ ran: wasiCases.length, wrong: {} });
  await page.close();
}, 60_000);

/** The table with all that it needs, as a script that makes a global `table`. */
async function tableScript(): Promise<string> {
  const input = fileURLToPath(new URL("../support/wasi-cases-page.ts", import.meta.url));
  const build = await rolldown({ input, platform: "browser" });
  const { output } = await build.generate({ format: "iife", name: "table", codeSplitting: false });
  await build.close();
  return output[0].code;
}
