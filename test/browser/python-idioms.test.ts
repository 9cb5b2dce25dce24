/** Python as models write it, in a page: what CPython prints on a real machine, and the fuel of Node. */
import { openSandbox } from "fuelbox";
import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { openFuelboxPage } from "../support/fuelbox-page.ts";
import {
  differingIdioms,
  type PythonIdiom,
  pythonIdioms,
  recordedIdioms,
} from "../support/python-idioms.ts";

/** All topics, and all databases: those are files of another kind. */
const chosen = pythonIdioms.filter(
  ({ name }, index) =>
    !differingIdioms.has(name) && (index % 6 === 0 || /databases|zoneinfo|shell/.test(name)),
);

interface Ending {
  readonly stdout: string;
  readonly exitCode: number;
  readonly fuel: number;
}

type Endings = readonly (readonly [name: string, ending: Ending])[];

/** Runs in a page, too: it must stand alone. */
async function runIdioms(open: typeof openSandbox, idioms: readonly PythonIdiom[]) {
  const endings: [string, Ending][] = [];
  for (const { name, stdin, source } of idioms) {
    const sandbox = await open({ files: { "/app/main.py": source } });
    const program = { file: "/app/main.py", stdin, deterministic: true } as const;
    const { stdout, exitCode, fuel } = await sandbox.run(program);
    await sandbox.close();
    endings.push([name, { stdout, exitCode, fuel: fuel.used }]);
  }
  return endings;
}

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

test("idioms print in a page what they print in CPython, for the fuel of Node", async () => {
  expect(chosen.length).toBeGreaterThanOrEqual(40);
  const { page, close } = await openFuelboxPage(browser);
  const endings: Endings = await page.evaluate(
    `(${runIdioms.toString()})(fuelbox.openSandbox, ${JSON.stringify(chosen)})`,
  );
  await close();
  const expected = await runIdioms(openSandbox, chosen);
  expect(endings).toEqual(expected);
  for (const [name, { stdout, exitCode }] of endings) {
    expect([name, { stdout, exitCode }]).toEqual([name, recordedIdioms[name]]);
  }
}, 120_000);
