/** A page counts every golden module as Node does, and ends recursion where Node ends it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { abis, goldenFiles } from "../support/fuel-golden.ts";
import { type FuelboxPage, openFuelboxPage } from "../support/fuelbox-page.ts";
import { recursions } from "../support/recursions.ts";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The tests' side, with what we ship in the place of the sources. */
async function bundle(): Promise<string> {
  const build = await rolldown({
    input: path("../support/fuel-golden-page.ts"),
    platform: "browser",
    plugins: [
      {
        name: "what-we-ship",
        resolveId: (source) =>
          source.endsWith("/wasm/index.ts") ? path("../../dist/wasm/index.js") : null,
      },
    ],
  });
  const { output } = await build.generate({ format: "esm", codeSplitting: false });
  await build.close();
  return output[0].code;
}

let browser: Browser;
let opened: FuelboxPage;
beforeAll(async () => {
  browser = await launchChromium();
  opened = await openFuelboxPage(browser, {
    html: '<!doctype html><link rel="icon" href="data:,">',
  });
  await opened.page.addScriptTag({ type: "module", content: await bundle() });
});
afterAll(async () => {
  await opened?.close();
  await browser?.close();
});

for (const { file, modules, runs } of goldenFiles) {
  test.each(abis)(`a page counts ${file} as wasmtime does when options are %j`, async (options) => {
    const result = await opened.page.evaluate(([url, chosen]) => fuelGolden.compare(url, chosen), [
      `/test/golden/fuel/${file}`,
      options,
    ] as const);
    expect(result.differences).toEqual([]);
    expect(result.modules).toBe(modules);
    expect(result.runs + result.skipped).toBe(runs);
    expect(result.runs).toBeGreaterThan(runs * 0.9);
  });
}

test("a limited stack ends recursion in a page at the depth and fuel of Node", async () => {
  const ends = await opened.page.evaluate(
    (modules) => fuelGolden.stackEnds(modules),
    recursions.map(({ name, bytes }) => ({ name, bytes: [...bytes] })),
  );
  const golden = new URL("../golden/fuel/stack.json", import.meta.url);
  expect(ends).toBe(readFileSync(golden, "utf8"));
});
