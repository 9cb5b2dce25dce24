/** The playground as it is built, in a page of its own. */
import { join } from "node:path";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright";
import { root } from "./fuelbox-page.ts";
import { type Site, serveSite } from "./serve.ts";

/** What a playground is opened with. */
export interface PlaygroundSetup extends BrowserContextOptions {
  /** A classic script that runs before the page's own. */
  readonly before?: string;
  /** Sent with every file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What follows the address of the page, such as `#…`. */
  readonly suffix?: string;
}

/** A playground that shows its first program. */
export interface Playground {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly site: Site;
  /** Warnings, errors, and requests for what is not the page's own. */
  readonly complaints: readonly string[];
  /** Chooses an example and waits until it is there. */
  choose(id: string): Promise<void>;
  /** Replaces the text in the editor. */
  write(code: string): Promise<void>;
  /** Waits for the end of a run, and tells what the page says of it. */
  ended(): Promise<string>;
  /** Presses the button, and waits for the end of the run. */
  run(): Promise<string>;
  output(): Promise<string>;
  /** Waits for a message that holds `text`. */
  told(text: string): Promise<void>;
  close(): Promise<void>;
}

const place = "/some/where/";

/** Opens the playground on a site of its own. The service worker is left out unless it is asked for. */
export async function openPlayground(
  browser: Browser,
  { before, headers = {}, suffix = "", ...setup }: PlaygroundSetup = {},
): Promise<Playground> {
  // Somewhere below the root: the folder works under any address.
  const folder = join(root, "dist/web");
  const site = await serveSite({ folder, folders: { [place]: folder }, headers });
  const context = await browser.newContext({ serviceWorkers: "block", ...setup });
  if (before !== undefined) await context.addInitScript(before);
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on("console", (message) => {
    if (!message.text().includes("blocked by Playwright")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    const url = request.url();
    if (!/^(?:data|blob):/.test(url) && !url.startsWith(site.origin + place)) complaints.push(url);
  });
  await page.goto(`${site.origin}${place}index.html${suffix}`);
  await page.waitForSelector("#timeline li", { state: "attached" });
  const ended = async (): Promise<string> => {
    await page.waitForSelector("body[data-running=false] #result .outcome", {
      state: "attached",
      // A machine with much else to do prepares Python for as long.
      timeout: 110_000,
    });
    return page.locator("#result").innerText();
  };
  return {
    page,
    context,
    site,
    complaints,
    ended,
    async choose(id): Promise<void> {
      const about = await page.textContent("#example-about");
      await page.selectOption("#example", id);
      await page.waitForFunction(
        (old) => document.querySelector("#example-about")?.textContent !== old,
        about,
      );
    },
    async write(code): Promise<void> {
      await page.click(".cm-content");
      await page.keyboard.press("Control+a");
      await page.evaluate((text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", text);
        const paste = { clipboardData, bubbles: true, cancelable: true };
        document.activeElement?.dispatchEvent(new ClipboardEvent("paste", paste));
      }, code);
    },
    async run(): Promise<string> {
      await page.evaluate("document.querySelector('#result').replaceChildren()");
      await page.click("#run");
      return ended();
    },
    output: () => page.locator("#log").innerText(),
    async told(text): Promise<void> {
      await page.waitForFunction(
        (wanted) => document.querySelector("#notices")?.textContent?.includes(wanted),
        text,
      );
    },
    async close(): Promise<void> {
      await context.close();
      site.close();
    },
  };
}
