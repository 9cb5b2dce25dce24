/** Samples in pages of Chromium: from the navigation to the first output. */
import type { Browser, BrowserContext, Page } from "playwright";
import { launchChromium } from "../test/support/chromium.ts";
import { serveSite } from "../test/support/serve.ts";
import { repositoryPath } from "./child.ts";
import { readSample, type Sample } from "./sample.ts";

/** Which storage a page finds: empty, or what pages before it have left. */
export type PageStorage = "empty" | "used";

/** A browser and a site with one page for each program. */
export interface Pages {
  sample(path: string, storage: PageStorage): Promise<Sample>;
  /** Samples a page that stays open from its first sample on. */
  sampleLive(path: string): Promise<Sample>;
  close(): Promise<void>;
}

/** Launches Chromium and serves `pages`, HTML by path, beside the repository. Rejects when there is no Chromium. */
export async function openPages(pages: Readonly<Record<string, string>>): Promise<Pages> {
  const browser = await launchChromium();
  const site = await serveSite({ folder: repositoryPath(""), pages });
  const used = await browser.newContext();
  const live = new Map<string, Promise<Page>>();
  const openLive = async (path: string): Promise<Page> => {
    const page = await used.newPage();
    await page.goto(site.origin + path);
    await page.waitForFunction("globalThis.next !== undefined");
    return page;
  };
  return {
    async sampleLive(path): Promise<Sample> {
      const opened = live.get(path) ?? openLive(path);
      live.set(path, opened);
      return readSample(await (await opened).evaluate("globalThis.next()"), path);
    },
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
    ${fuelboxScript(program)}
    const take = async () => {
      const sandbox = await openSandbox();
      const sample = await sampleRun(sandbox, 0);
      await sandbox.close();
      return sample;
    };
    globalThis.sample = take();`);
}

/** A page whose script leaves a function behind: it runs the program in a sandbox that stays open. */
export function livePage(program: Readonly<Record<string, string>>): string {
  return pageOf(`
    ${fuelboxScript(program)}
    const sandbox = await openSandbox();
    globalThis.next = () => sampleRun(sandbox, performance.now());`);
}

function fuelboxScript(program: Readonly<Record<string, string>>): string {
  return `
    import { openSandbox } from "/dist/browser/fuelbox.js";
    const sampleRun = async (sandbox, start) => {
      let ms;
      const { stdout, fuel } = await sandbox.run({
        ...${JSON.stringify(program)},
        deterministic: 1,
        onStdout: () => { ms ??= performance.now() - start; },
      });
      return { ms, answer: stdout, fuel: fuel.used };
    };`;
}

/** A page that runs a program in stock Pyodide, on the page's own thread. */
export function pyodidePage(program: string): string {
  return pageOf(`
    ${pyodideScript(program)}
    globalThis.sample = open().then((next) => next(0));`);
}

/** A page whose script leaves a function behind: it runs the program in a Pyodide that stays open. */
export function pyodideLivePage(program: string): string {
  return pageOf(`
    ${pyodideScript(program)}
    const opened = await open();
    globalThis.next = () => opened(performance.now());`);
}

function pyodideScript(program: string): string {
  return `
    import { loadPyodide } from "/node_modules/pyodide/pyodide.mjs";
    const open = async () => {
      let ms;
      let answer;
      const stdout = (line) => {
        ms ??= performance.now();
        answer += line + "\\n";
      };
      const pyodide = await loadPyodide({ stdout });
      return (start) => {
        ms = undefined;
        answer = "";
        pyodide.runPython(${JSON.stringify(program)});
        return { ms: ms - start, answer };
      };
    };`;
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
