import { defineConfig, type ViteUserConfig } from "vitest/config";
import { TotalsReporter } from "./test/support/totals-reporter.ts";

// Apart from the other tests because it needs a C compiler: `npm run test:c`.
const config: ViteUserConfig = defineConfig({
  test: {
    name: "c",
    include: ["test/c/**/*.test.ts"],
    reporters: ["default", new TotalsReporter()],
    testTimeout: 60_000,
  },
});

export default config;
