/** The package through a bundler: Vite finds the worker and the assets from `import "fuelbox"`. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright";
import { build, createServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { root } from "../support/fuelbox-page.ts";
import { serveSite } from "../support/serve.ts";

const html = `<!doctype html>
<meta charset="utf-8">
<link rel="icon" href="data:,">
<script type="module" src="./main.js"></script>`;

const script = `
import { openSandbox } from "fuelbox";
const sandbox = await openSandbox();
const { stdout } = await sandbox.run({ javascript: 'process.stdout.write("bun")' });
const shell = await sandbox.exec("echo dled");
await sandbox.close();
document.body.textContent = stdout + shell.stdout;
`;

let browser: Browser;
let folder = "";
beforeAll(async () => {
  browser = await launchChromium();
  // Below the root, so that the page finds the package by its own name.
  mkdirSync(join(root, "generated"), { recursive: true });
  folder = mkdtempSync(join(root, "generated", "bundler-"));
  writeFileSync(join(folder, "index.html"), html);
  writeFileSync(join(folder, "main.js"), script);
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What Vite says of itself, and how it asks for a reload when it has found another dependency. */
const ofVite = /\[vite\]|Outdated Optimize Dep/;

async function textOf(url: string): Promise<string> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(url);
  await page
    .waitForFunction("document.body?.textContent.trim()", undefined, { timeout: 30_000 })
    .catch(() => {});
  const text = await page.evaluate("document.body.textContent.trim()");
  await page.close();
  return [text, ...complaints.filter((line) => !ofVite.test(line))].join("\n");
}

const quiet = { configFile: false, logLevel: "error", clearScreen: false } as const;

test("a page that Vite has built runs a script", async () => {
  await build({ ...quiet, root: folder, build: { target: "es2022" } });
  const built = readdirSync(join(folder, "dist/assets"));
  expect(built.filter((name) => /^(?:entry-web|quickjs)-.*\.(?:js|wasm)$/.test(name))).toHaveLength(
    2,
  );
  const site = await serveSite({ folder: join(folder, "dist") });
  expect(await textOf(`${site.origin}/index.html`)).toBe("bundled");
  site.close();
});

test.each([
  ["as it is", []],
  ["bundled ahead, as Vite does with what is installed", ["fuelbox"]],
])(
  "a page that Vite serves while it is developed runs a script, the package %s",
  async (_n, include) => {
    const server = await createServer({
      ...quiet,
      root: folder,
      server: { host: "127.0.0.1", port: 0, fs: { allow: [root] } },
      optimizeDeps: { include },
      cacheDir: join(folder, `cache-${include.length}`),
    });
    await server.listen();
    const [url = ""] = server.resolvedUrls?.local ?? [];
    expect(await textOf(url)).toBe("bundled");
    await server.close();
  },
);
