/** What a sandbox in a page says that it can do, and that it can do what it says. */
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage } from "../support/fuelbox-page.ts";
import { isolation } from "../support/serve.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

const available = { available: true };
const needsIsolation = {
  available: false,
  reason: "the page is not cross-origin isolated",
  headers: isolation,
};
const turnedOff = { available: false, reason: 'the option "sharedMemory" is false' };
const inPages = {
  idleSleep: available,
  engineCache: available,
  persistence: available,
  hostDirectories: { available: false, reason: "a page has no directories of the host" },
};

const denyStorage = `
  StorageManager.prototype.getDirectory = async () => { throw new DOMException("no", "SecurityError"); };
  CacheStorage.prototype.open = async () => { throw new DOMException("no", "SecurityError"); };
`;

test.each([
  ["a plain page", {}, {}, needsIsolation],
  ["a cross-origin isolated page", { headers: isolation }, {}, available],
  [
    "an isolated page that shares no memory",
    { headers: isolation },
    { sharedMemory: false },
    turnedOff,
  ],
])("capabilities of %s", async (_title, setup, options, shared) => {
  const { page, close } = await openFuelboxPage(browser, setup);
  const found = await page.evaluate(async (given) => {
    const sandbox = await fuelbox.openSandbox(given);
    await sandbox.close();
    return sandbox.capabilities;
  }, options);
  expect(found).toMatchObject({
    sharedMemory: shared,
    gentleStop: shared,
    pythonTools: shared,
    ...inPages,
  });
  await close();
});

test("capabilities say that nothing is kept where storage is denied", async () => {
  const { page, close } = await openFuelboxPage(browser, { before: denyStorage });
  const found = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox();
    await sandbox.close();
    return sandbox.capabilities.engineCache;
  });
  expect(found).toEqual({
    available: false,
    reason: "there is no storage that can be written to",
  });
  await close();
});

test("a page that is served with the headers that capabilities name has the capability", async () => {
  const plain = await openFuelboxPage(browser);
  const missing = await plain.page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox();
    await sandbox.close();
    return sandbox.capabilities.gentleStop;
  });
  await plain.close();
  if (missing.available || missing.headers === undefined) throw new Error("No header is named");
  const { page, close } = await openFuelboxPage(browser, { headers: missing.headers });
  const [stopped, capability] = await page.evaluate(async () => {
    const sandbox = await fuelbox.openSandbox();
    const cancelled = await sandbox.run({
      javascript: 'console.log("on"); for (;;) Date.now();',
      signal: AbortSignal.timeout(500),
    });
    await sandbox.close();
    return [
      [cancelled.outcome, "stateLost" in cancelled],
      sandbox.capabilities.gentleStop,
    ] as const;
  });
  expect(capability).toEqual(available);
  expect(stopped).toEqual(["cancelled", false]);
  await close();
});
