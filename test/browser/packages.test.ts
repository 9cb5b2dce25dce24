/** Packages in pages: wheels as bytes, and a vendor folder that the page's server has. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { fuelbox as command } from "../support/fuelbox-command.ts";
import { openFuelboxPage, root } from "../support/fuelbox-page.ts";
import { greeter, native, party } from "../support/tiny-wheels.ts";

const folder = join(root, "dist/test-packages");
let browser: Browser;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  for (const { bytes, file } of [greeter, party]) writeFileSync(join(folder, file), bytes);
  expect((await command(["vendor", folder, "--out", join(folder, "vendor")])).code).toBe(0);
  browser = await launchChromium();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("programs in a page import packages", async () => {
  const { page, close } = await openFuelboxPage(browser);
  const wheels = [greeter, party, native].map(({ bytes }) => [...bytes]);
  const seen = await page.evaluate(async (given) => {
    const [first = new Uint8Array(), second = new Uint8Array(), third = new Uint8Array()] =
      given.map((bytes) => Uint8Array.from(bytes));
    const python =
      "import tiny_party, tiny_greeter\nprint(tiny_party.invite(), tiny_greeter.__file__)";
    const said: string[] = [];
    for (const packages of [
      [first, second],
      { from: "dist/test-packages/vendor", names: ["tiny-party"] },
      [third],
      ["tiny-party"],
    ]) {
      try {
        const sandbox = await fuelbox.openSandbox({ packages });
        const { stdout, stderr } = await sandbox.run({ python });
        said.push(stdout + stderr);
        await sandbox.close();
      } catch (error) {
        said.push(error instanceof fuelbox.SandboxError ? error.code : String(error));
      }
    }
    return said;
  }, wheels);
  const line = "['Hello, Ada!', 'Hello, Grace!'] /lib/python3.14/site-packages/tiny_greeter.py\n";
  expect(seen).toEqual([line, line, "PACKAGE_NATIVE", "PACKAGE_MISSING"]);
  await close();
});
