/** Programs start programs, and TypeScript runs, in pages with shared memory and without. */
import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type FuelboxPage, openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(pageKinds)("in a %s", (_kind, headers) => {
  let opened: FuelboxPage;
  let page: Page;
  beforeAll(async () => {
    opened = await openFuelboxPage(browser, { headers });
    page = opened.page;
  });
  afterAll(() => opened?.close());

  test("Python starts JavaScript, which starts Python", async () => {
    const result = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox({
        programs: ["javascript"],
        files: {
          "/app/second.mjs": `
            import { execFileSync } from "node:child_process";
            process.stdout.write("second " + execFileSync("python3", ["-c", "print('third')"]));
          `,
        },
      });
      const answer = await sandbox.run({
        python: "import subprocess\nprint('first', subprocess.getoutput('node second.mjs'))\n",
      });
      await sandbox.close();
      return answer;
    });
    expect([result.stderr, result.stdout]).toEqual(["", "first second third\n"]);
  });

  test("TypeScript runs", async () => {
    const result = await page.evaluate(async () => {
      const sandbox = await fuelbox.openSandbox();
      const answer = await sandbox.run({
        typescript:
          "enum Kind { A = 1 }\nconst kind: Kind = Kind.A;\nconsole.log(kind, Kind[1]);\n",
      });
      await sandbox.close();
      return answer;
    });
    expect([result.stderr, result.stdout]).toEqual(["", "1 A\n"]);
  });
});
