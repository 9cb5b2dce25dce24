/** WASI programs in a page, with the directories and the log that a host asks for. */
import type { Browser } from "playwright";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { type FuelboxPage, openFuelboxPage, pageKinds } from "../support/fuelbox-page.ts";
import { listing } from "../support/wasi-guests.ts";
import { assemble } from "../support/wat.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe.each(pageKinds)("in a %s", (_kind, headers) => {
  let opened: FuelboxPage;
  beforeAll(async () => {
    opened = await openFuelboxPage(browser, { headers });
  });
  afterAll(() => opened?.close());

  test("a program has its directories, its log, and an end by a URL", async () => {
    const result = await opened.page.evaluate(
      async (bytes) => {
        const wasm = Uint8Array.from(bytes);
        const url = new URL(URL.createObjectURL(new Blob([wasm], { type: "application/wasm" })));
        const sandbox = await fuelbox.openSandbox({ files: { "/app/d/f": "" } });
        const plain = await sandbox.run({ wasm: url });
        const asked = await sandbox.run({ wasm, preopens: { data: "/app/d" }, trace: true });
        await sandbox.close();
        return [plain.stdout, asked.stdout, asked.stderr.split("\n")[0], asked.files.created];
      },
      [...assemble(listing)],
    );
    expect(result).toEqual(["/app\n.\n", "data\n", 'path_create_directory(3, "new") = 0', []]);
  });
});
