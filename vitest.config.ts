import { defineConfig, type ViteUserConfig } from "vitest/config";
import { findChromium } from "./test/support/find-chromium.ts";
import { TotalsReporter } from "./test/support/totals-reporter.ts";

const rooms = "{wasm,vfs,utils-lib,runtime,worker,sandbox,cli}";

const browserTests = {
  extends: true as const,
  test: { name: "browser", include: ["test/browser/**/*.test.ts"], testTimeout: 60_000 },
};
// Whoever builds for others must not leave out a part without noticing.
const hasBrowser = process.env["CI"] === "true" || (await findChromium()) !== undefined;
if (!hasBrowser) {
  console.warn("No Chromium found, browser tests are left out: `npm run setup:browser` gets one");
}

const config: ViteUserConfig = defineConfig({
  test: {
    globalSetup: "test/support/build-guest.ts",
    // Many tests wait for a browser or a process: no core is kept for anything else.
    maxWorkers: "100%",
    reporters: ["default", new TotalsReporter()],
    // Tests under test/ import the package by name, so they run what we ship, untransformed.
    server: { deps: { external: [/\/dist\//] } },
    coverage: {
      provider: "v8",
      include: [`${rooms}/**/*.ts`],
      // Entries run inside a worker thread, and what is for pages in a browser: the coverage of this
      // process cannot see them.
      exclude: [
        "**/*.test.ts",
        "worker/entry-*.ts",
        "worker/{artifacts,spawn,stores}-web.ts",
        "sandbox/web.ts",
        "cli/main.ts",
      ],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 90 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [`${rooms}/**/*.test.ts`, "web/*.test.ts", "test/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { name: "node", include: ["test/node/**/*.test.ts"], testTimeout: 60_000 },
      },
      ...(hasBrowser ? [browserTests] : []),
    ],
  },
});

export default config;
