/** Programs give the same output and use the same fuel in every browser as in Node, and the rest works. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { pageKinds } from "../support/fuelbox-page.ts";
import { findBrowsers } from "./browsers.ts";
import { soundSmoke } from "./smoke.ts";
import { visit, visitMs } from "./visit.ts";

const golden: unknown = JSON.parse(
  readFileSync(new URL("../golden/equality.json", import.meta.url), "utf8"),
);
const browsers = await findBrowsers();
for (const { name, missing } of browsers) {
  if (missing !== undefined) console.warn(`${name} is left out: \`${missing}\` installs it`);
}
const installed = browsers.filter(({ missing }) => missing === undefined);

test("there is a browser", () => {
  expect(installed).not.toEqual([]);
});

describe.each(installed)("$name", (browser) => {
  test.each(pageKinds)(
    "in a %s, every program gives what the golden file says",
    async (_title, headers) => {
      const found = await visit(browser, headers);
      console.info(found.userAgent);
      expect(found.isCrossOriginIsolated).toBe(Object.keys(headers).length > 0);
      expect(found.programs).toEqual(golden);
      expect(found.smoke).toEqual(soundSmoke);
    },
    visitMs + 30_000,
  );
});
