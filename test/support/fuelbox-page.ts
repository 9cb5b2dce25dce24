/** Pages in which the built package is loaded, as a plain page loads it. */
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright";
import { isolation, type Site, serveSite } from "./serve.ts";

declare global {
  /** The package, in a page. */
  var fuelbox: typeof import("fuelbox/browser");
}

/** The repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

/** The two kinds of page that behave differently. */
export const pageKinds: readonly (readonly [
  name: string,
  headers: Readonly<Record<string, string>>,
])[] = [
  ["plain page", {}],
  ["cross-origin isolated page", isolation],
];

/** A page that has the package as `globalThis.fuelbox`. */
export interface FuelboxPage {
  readonly page: Page;
  readonly site: Site;
  readonly context: BrowserContext;
  /** What it wrote to the console, and errors that nobody caught. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** What a page is like; by default it has nothing special. */
export interface PageSetup {
  readonly headers?: Readonly<Record<string, string>>;
  /** A classic script that runs before the package is loaded. */
  readonly before?: string;
  /** Instead of the site's own host name. */
  readonly host?: string;
  readonly html?: string;
}

/** A page without anything but the package. */
export const plainHtml = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<title>fuelbox</title>
<script type="module">
  import * as fuelbox from "/dist/browser/fuelbox.js";
  globalThis.fuelbox = fuelbox;
</script>`;

/** Opens a page with storage and cache of its own, on a site of its own. */
export async function openFuelboxPage(
  browser: Browser,
  { headers = {}, before, host, html = plainHtml }: PageSetup = {},
): Promise<FuelboxPage> {
  const site = await serveSite({ folder: root, pages: { "/": html }, headers });
  const context = await browser.newContext();
  if (before !== undefined) await context.addInitScript(before);
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  const origin = host === undefined ? site.origin : site.origin.replace("127.0.0.1", host);
  await page.goto(`${origin}/`);
  return {
    page,
    site,
    context,
    complaints,
    async close(): Promise<void> {
      await context.close();
      site.close();
    },
  };
}
