/** A page that opens one sandbox after the other, and is none the larger for it. */
import { existsSync, readFileSync } from "node:fs";
import type { Browser, CDPSession } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

/** What a page and its workers take. */
interface Use {
  readonly heapBytes: number;
  readonly workers: number;
  /** Of the largest process that shows pages, WebAssembly and workers included; 0 where it cannot be told. */
  readonly residentBytes: number;
}

async function useOf(session: CDPSession, processes: CDPSession): Promise<Use> {
  // Ended workers go on for two seconds.
  await new Promise((resolve) => setTimeout(resolve, 3000));
  for (let round = 0; round < 3; round++) await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  const metric = (name: string): number => metrics.find((one) => one.name === name)?.value ?? -1;
  const { processInfo } = await processes.send("SystemInfo.getProcessInfo");
  const resident = processInfo
    .filter(({ type }) => type === "renderer")
    .map(({ id }) => `/proc/${id}/status`)
    .filter((path) => existsSync(path))
    .map((path) => 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(path, "utf8"))?.[1]));
  return {
    heapBytes: metric("JSHeapUsedSize"),
    workers: metric("WorkerGlobalScopes"),
    residentBytes: Math.max(0, ...resident),
  };
}

// Sixty that leave their megabyte behind are more than the bound as well, and take less time.
const counts = [200, 60] as const;

test.each(pageKinds.map(([kind, headers], index) => [kind, counts[index] ?? 0, headers] as const))(
  "in a %s, %i sandboxes leave nothing behind",
  async (_kind, count, headers) => {
    const { page, context, complaints, close } = await openFuelboxPage(browser, { headers });
    const session = await context.newCDPSession(page);
    const processes = await browser.newBrowserCDPSession();
    await session.send("Performance.enable");
    const openMany = (count: number) =>
      page.evaluate(async (rounds) => {
        for (let round = 0; round < rounds; round++) {
          const sandbox = await fuelbox.openSandbox({
            files: { "/app/a": new Uint8Array(2 ** 20).fill(round) },
          });
          // Some are ended by force, in the middle of a run.
          const isKilled = round % 20 === 19;
          const { outcome } = await sandbox.run({
            javascript: isKilled ? "for (;;);" : "globalThis.all = new Array(1e5).fill(1);",
            limits: { fuel: Number.MAX_SAFE_INTEGER, timeoutMs: isKilled ? 100 : 60_000 },
          });
          await sandbox.close();
          if (outcome !== (isKilled ? "timed-out" : "exited")) throw new Error(outcome);
        }
      }, count);
    const open = await page.evaluateHandle(() => fuelbox.openSandbox());
    await page.evaluate((sandbox) => sandbox.run({ javascript: "" }), open);
    expect((await useOf(session, processes)).workers).toBe(1);
    await page.evaluate((sandbox) => sandbox.close(), open);
    await openMany(20);
    const before = await useOf(session, processes);
    await openMany(count);
    const after = await useOf(session, processes);
    expect([before.workers, after.workers]).toEqual([0, 0]);
    expect(after.heapBytes - before.heapBytes).toBeLessThan(5e6);
    expect(after.residentBytes - before.residentBytes).toBeLessThan(50e6);
    expect(complaints).toEqual([]);
    await close();
  },
  400_000,
);
