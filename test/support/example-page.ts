/** Pages of `examples/`, opened in a browser until they say that they are done. */
import type { Browser, Page } from "playwright";

/** What the examples show that have no Python. */
export const exampleOutput = "Ada is 36\nGrace is 85\nGrace,85\n";

/** What a page has shown, and what the console and errors that nobody caught have said. */
export interface Shown {
  readonly output: string;
  readonly complaints: readonly string[];
}

/** Opens `url` in a page with storage of its own, and waits for its end. */
export async function openExample(browser: Browser, url: string): Promise<Shown> {
  const page = await browser.newPage();
  const complaints = listen(page);
  await page.goto(url);
  const output = await shownBy(page);
  await page.close();
  return { output, complaints };
}

/** What the page complains about from now on. */
export function listen(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

/** What the page shows when it is done, or when `timeout` milliseconds have passed. */
export async function shownBy(page: Page, timeout: number = 30_000): Promise<string> {
  const isDone = 'document.body?.dataset.state === "done"';
  await page.waitForFunction(isDone, undefined, { timeout }).catch(() => {});
  return page.evaluate(() => document.querySelector("#output")?.textContent ?? "");
}
