/** The package without a bundler: from a folder, by an import map, and offline, as `examples/` does it. */
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { exampleOutput, listen, openExample, shownBy } from "../support/example-page.ts";
import { root } from "../support/fuelbox-page.ts";
import { type Site, serveSite } from "../support/serve.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** Serves an example below a path, with the package's folder where its page expects that. */
async function serveExample(name: string): Promise<Site & { readonly url: string }> {
  const site = await serveSite({
    folder: join(root, "docs"),
    folders: {
      "/some/where/fuelbox/": join(root, "dist/browser"),
      "/some/where/": join(root, "examples", name),
    },
  });
  return { ...site, url: `${site.origin}/some/where/index.html` };
}

test.each(["static", "import-map"])("examples/%s runs from a server of files", async (name) => {
  const { url, asked, close } = await serveExample(name);
  const shown = await openExample(browser, url);
  expect(shown).toEqual({ output: exampleOutput, complaints: [] });
  const files = ["fuelbox.js", "entry-web.js", "javascript-guest.js", "just-bash.js"];
  const own = ["index.html", "main.js"];
  const ours = ["quickjs.wasm", ...files].map((file) => `fuelbox/${file}`);
  const expected = [...own, ...ours].map((file) => `/some/where/${file}`);
  expect([...asked].sort()).toEqual(expected.sort());
  close();
});

/** What has been prepared goes, as a browser may decide at any time. */
const dropPrepared = async (): Promise<void> => {
  const files = await navigator.storage.getDirectory();
  await files.removeEntry("fuelbox", { recursive: true });
};

test("examples/offline runs again without a network, prepared or not", async () => {
  const { url, close } = await serveExample("offline");
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = listen(page);
  const output = "JavaScript\nPython\nshell\n";
  await page.goto(url);
  expect(await shownBy(page, 90_000)).toBe(output);
  close();
  await page.reload();
  expect(await shownBy(page, 90_000)).toBe(output);
  await page.evaluate(dropPrepared);
  await page.reload();
  expect(await shownBy(page, 90_000)).toBe(output);
  expect(complaints.filter((line) => !line.includes("ERR_CONNECTION_REFUSED"))).toEqual([]);
  await context.close();
}, 300_000);
