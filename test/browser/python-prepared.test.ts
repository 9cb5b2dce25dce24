/** What a page prepares for Python is, to the bit, what Node prepares. */
import { readFileSync } from "node:fs";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage } from "../support/fuelbox-page.ts";

const golden = readFileSync(new URL("../golden/python-prepared.txt", import.meta.url), "utf8");

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test("the page's cache has the bytes of the golden file", async () => {
  const { page, close } = await openFuelboxPage(browser);
  const hashes = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox();
    await sandbox.run({ python: "pass" });
    await sandbox.close();
    // Each entry of the cache is the SHA-256 of its content, then the content.
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle("fuelbox");
    const found: string[] = [];
    for await (const [name, handle] of folder.entries()) {
      if (!name.startsWith("python-") || !("getFile" in handle)) continue;
      const bytes = new Uint8Array(
        await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer(),
      );
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.subarray(32)));
      const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
      found.push(`${name.endsWith("-module") ? "module" : "state"} ${hash}`);
    }
    return found;
  });
  expect(hashes.sort().reverse()).toEqual(golden.trim().split("\n"));
  await close();
});
