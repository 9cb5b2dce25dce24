/** The package through bundlers: Vite, which finds all that there is, and esbuild, as `examples/` does it. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser } from "playwright";
import { build, createServer } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";
import { exampleOutput, openExample } from "../support/example-page.ts";
import { root } from "../support/fuelbox-page.ts";
import { serveSite } from "../support/serve.ts";

let browser: Browser;
let folder = "";
beforeAll(async () => {
  browser = await launchChromium();
  mkdirSync(join(root, "generated"), { recursive: true });
  folder = mkdtempSync(join(root, "generated", "bundler-"));
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What Vite says of itself, and how it asks for a reload when it has found another dependency. */
const ofVite = /\[vite\]|Outdated Optimize Dep/;

const quiet = { configFile: false, logLevel: "error", clearScreen: false } as const;
const viteExample = join(root, "examples/vite");

test("examples/vite runs when Vite has built it, below any path", async () => {
  const outDir = join(folder, "vite");
  await build({ ...quiet, root: viteExample, base: "./", build: { target: "es2022", outDir } });
  const built = readdirSync(join(outDir, "assets"));
  expect(built.filter((name) => /^(?:entry-web|quickjs)-.*\.(?:js|wasm)$/.test(name))).toHaveLength(
    2,
  );
  const site = await serveSite({ folder });
  const shown = await openExample(browser, `${site.origin}/vite/index.html`);
  expect(shown).toEqual({ output: exampleOutput, complaints: [] });
  site.close();
});

test.each([
  ["as it is", []],
  ["bundled ahead, as Vite does with what is installed", ["fuelbox"]],
])("examples/vite runs while it is developed, the package %s", async (_n, include) => {
  const server = await createServer({
    ...quiet,
    root: viteExample,
    server: { host: "127.0.0.1", port: 0, fs: { allow: [root] } },
    optimizeDeps: { include },
    cacheDir: join(folder, `cache-${include.length}`),
  });
  await server.listen();
  const [url = ""] = server.resolvedUrls?.local ?? [];
  const { output, complaints } = await openExample(browser, url);
  expect(output).toBe(exampleOutput);
  expect(complaints.filter((line) => !ofVite.test(line))).toEqual([]);
  await server.close();
});

test("examples/esbuild runs when its script has built it, below any path", async () => {
  const script = join(root, "examples/esbuild/build.mjs");
  const { stderr } = await promisify(execFile)(process.execPath, [script, join(folder, "esbuild")]);
  expect(stderr).toBe("");
  const site = await serveSite({ folder });
  const shown = await openExample(browser, `${site.origin}/esbuild/index.html`);
  expect(shown).toEqual({ output: exampleOutput, complaints: [] });
  // The worker is that file, and the shell one that it has loaded.
  const asked = site.asked.map((path) => path.replace("/esbuild/", ""));
  expect(asked).toContain("entry-web.js");
  expect(asked).toContain("engines/quickjs.wasm");
  expect(asked.filter((path) => /^just-bash-\w+\.js$/.test(path))).toHaveLength(1);
  site.close();
});
