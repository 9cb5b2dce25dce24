/** Samples in pages of Chromium: from the navigation to the first output. */
import type { Browser, BrowserContext } from "playwright";
import { launchChromium } from "../test/support/chromium.ts";
import { serveSite } from "../test/support/serve.ts";
import { repositoryPath } from "./child.ts";
import { readSample, type Sample } from "./sample.ts";

/** Which storage a page finds: empty, or what pages before it have left. */
export type PageStorage = "empty" | "used";

/** A browser and a site with one page for each program. */
export interface Pages {
  sample(path: string, storage: PageStorage): Promise<Sample>;
  close(): Promise<void>;
}

/** Launches Chromium and serves `pages`, HTML by path, beside the repository. Rejects when there is no Chromium. */
export async function openPages(pages: Readonly<Record<string, string>>): Promise<Pages> {
  const browser = await launchChromium();
  const site = await serveSite({ folder: repositoryPath(""), pages });
  const used = await browser.newContext();
  return {
    sample: (path, storage) =>
      storage === "used"
        ? samplePage(used, site.origin + path)
        : withNewContext(browser, (context) => samplePage(context, site.origin + path)),
    async close(): Promise<void> {
      await browser.close();
      site.close();
    },
  };
}

/** A page that runs a program in a new sandbox. The script leaves a promise of a sample behind. */
export function fuelboxPage(program: Readonly<Record<string, string>>): string {
  return pageOf(`
    import { openSandbox } from "/dist/browser/fuelbox.js";
    const take = async () => {
      let ms;
      const sandbox = await openSandbox();
      const { stdout, fuel } = await sandbox.run({
        ...${JSON.stringify(program)},
        deterministic: 1,
        onStdout: () => { ms ??= performance.now(); },
      });
      await sandbox.close();
      return { ms, answer: stdout, fuel: fuel.used };
    };
    globalThis.sample = take();`);
}

/** A page that runs a program in stock Pyodide, on the page's own thread. */
export function pyodidePage(program: string): string {
  return pageOf(`
    import { loadPyodide } from "/node_modules/pyodide/pyodide.mjs";
    const take = async () => {
      let ms;
      let answer = "";
      const stdout = (line) => {
        ms ??= performance.now();
        answer += line + "\\n";
      };
      const pyodide = await loadPyodide({ stdout });
      pyodide.runPython(${JSON.stringify(program)});
      return { ms, answer };
    };
    globalThis.sample = take();`);
}

function pageOf(script: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script type="module">${script}</script>`;
}

async function samplePage(context: BrowserContext, url: string): Promise<Sample> {
  const page = await context.newPage();
  try {
    await page.goto(url);
    return readSample(await page.evaluate("globalThis.sample"), url);
  } finally {
    await page.close();
  }
}

async function withNewContext<T>(
  browser: Browser,
  use: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext();
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}
