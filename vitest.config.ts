import { defineConfig, type ViteUserConfig } from "vitest/config";
import { TotalsReporter } from "./test/support/totals-reporter.ts";

const rooms = "{wasm,vfs,utils-lib,runtime,worker,sandbox,cli}";

const config: ViteUserConfig = defineConfig({
  test: {
    reporters: ["default", new TotalsReporter()],
    // Tests under test/ import the package by name, so they run what we ship, untransformed.
    server: { deps: { external: [/\/dist\//] } },
    coverage: {
      provider: "v8",
      include: [`${rooms}/**/*.ts`],
      // Entries run inside a worker thread, where the coverage of this process cannot see them.
      exclude: ["**/*.test.ts", "worker/entry-*.ts", "cli/main.ts"],
      reporter: ["text-summary", "json-summary"],
      thresholds: { lines: 90 },
    },
    projects: [
      {
        extends: true,
        test: { name: "unit", include: [`${rooms}/**/*.test.ts`, "test/*.test.ts"] },
      },
      {
        extends: true,
        test: { name: "node", include: ["test/node/**/*.test.ts"], testTimeout: 30_000 },
      },
    ],
  },
});

export default config;
