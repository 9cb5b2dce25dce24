/** The page in docs/browser.md works as it stands. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { root } from "../support/fuelbox-page.ts";
import { serveSite } from "../support/serve.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const document = readFileSync(join(root, "docs/browser.md"), "utf8");
const pages = [...document.matchAll(/^```html\n(?<page>[\s\S]*?)^```/gm)].map(
  ({ groups }) => groups?.["page"] ?? "",
);

test("docs/browser.md has one page, which does what it says", async () => {
  expect(pages).toHaveLength(1);
  const site = await serveSite({
    folder: join(root, "docs"),
    folders: { "/fuelbox/": join(root, "dist/browser") },
    pages: { "/": pages[0] ?? "" },
  });
  const page = await browser.newPage();
  await page.goto(`${site.origin}/`);
  await page.waitForFunction("document.querySelector('#output').textContent.includes('Grace')");
  const output = await page.evaluate("document.querySelector('#output').textContent");
  expect(output).toBe(
    'done\nexited\n[{"name": "Ada", "age": "36"}, {"name": "Grace", "age": "85"}]',
  );
  await page.close();
  site.close();
});

test("docs/browser.md says for what each file of the folder is transferred", () => {
  const [, table = ""] = /## What is transferred\n([\s\S]*?)\n## /.exec(document) ?? [];
  const named = [...table.matchAll(/`([\w.-]+\.(?:js|wasm|zip))`/g)].map(([, name]) => name);
  const files = readdirSync(join(root, "dist/browser"));
  const fetched = files.filter((name) => /\.(?:js|wasm|zip)$/.test(name) && !name.startsWith("."));
  expect(named.sort()).toEqual(fetched.sort());
});
