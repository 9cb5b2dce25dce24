/** What an ended worker can still do, which goes on for seconds in some browsers: nothing. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** What a page saw of a worker that was taken over and then ended. */
interface Aftermath {
  /** How the run, or the call after it, ended. */
  readonly outcome: string;
  /** The file that the worker writes over, when the page has written it since. */
  readonly text: string;
  /** Calls of a tool: when the worker was ended, and in the end. */
  readonly toolCalls: readonly [number, number];
  /** What the worker left in the cache of prepared engines: soon after its end, and in the end. */
  readonly cached: readonly [number, number];
  /** Signs of life of the worker since its end. */
  readonly signs: number;
  /** What the next run printed, in another worker. */
  readonly next: string;
}

/** Lets a worker be taken over, ends it, and looks for what it does after that. */
async function outlive(
  page: Page,
  how: "cancel" | "timeout" | "close" | "fail",
): Promise<Aftermath> {
  return page.evaluate(async (way) => {
    const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
    const lateFiles = async (): Promise<number> => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("fuelbox");
      let count = 0;
      for await (const name of folder.keys()) if (name.startsWith("late-")) count++;
      return count;
    };
    let workers = 0;
    const sandbox = await fuelbox.openSandbox({
      worker: () => {
        workers++;
        const script =
          workers === 1 ? "/test/browser/kill-hostile-worker.js" : "/dist/browser/entry-web.js";
        return new Worker(script, { type: "module" });
      },
      tools: {
        count: {
          description: "counts its calls",
          execute: () => {
            calls++;
            return calls;
          },
        },
      },
    });
    let calls = 0;
    let signs = 0;
    let wake = (): void => {};
    const taken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    const pulse = new BroadcastChannel("pulse");
    pulse.onmessage = ({ data }): void => {
      signs++;
      // By then it has used every wire many times.
      if (data === 20) wake();
    };
    const write = 'import { writeFileSync } from "node:fs"; writeFileSync("/app/f", "guest");';
    await sandbox.run({ javascript: `${write} // ${way === "fail" ? "fail later" : ""}` });
    let outcome: string;
    if (way === "fail") {
      await taken;
      outcome = "failed";
    } else {
      const abort = new AbortController();
      const limits = {
        fuel: Number.MAX_SAFE_INTEGER,
        timeoutMs: way === "timeout" ? 1000 : 60_000,
      };
      const running = sandbox.run({ javascript: "// take over", limits, signal: abort.signal });
      await taken;
      if (way === "cancel") abort.abort();
      if (way === "close") await sandbox.close();
      outcome = (await running).outcome;
    }
    const callsAtEnd = calls;
    if (way !== "close") await sandbox.fs.writeFile("/app/f", "page");
    signs = 0;
    // Files that the page was asked for before are being written.
    await wait(1000);
    const cachedSoon = await lateFiles();
    await wait(1500);
    const answer = {
      outcome,
      text: await sandbox.fs.readText("/app/f"),
      toolCalls: [callsAtEnd, calls] as const,
      cached: [cachedSoon, await lateFiles()] as const,
      signs,
      next: way === "close" ? "" : (await sandbox.run({ javascript: "console.log(1)" })).stdout,
    };
    pulse.close();
    await sandbox.close();
    return answer;
  }, how);
}

describe.each(pageKinds)("in a %s", (_name, headers) => {
  test.each([
    ["cancel", { outcome: "cancelled", text: "page", next: "1\n" }],
    ["timeout", { outcome: "timed-out", text: "page", next: "1\n" }],
    ["close", { outcome: "cancelled", text: "guest", next: "" }],
    ["fail", { outcome: "failed", text: "page", next: "1\n" }],
  ] as const)("%s: a worker that goes on after its end changes nothing", async (how, expected) => {
    const { page, close } = await openFuelboxPage(browser, { headers });
    const found = await outlive(page, how);
    await close();
    expect(found).toMatchObject(expected);
    // Where browsers end workers at once there is nothing to see, and nothing to fear.
    expect(found.toolCalls[1]).toBe(found.toolCalls[0]);
    expect(found.cached[1]).toBe(found.cached[0]);
  });
});
