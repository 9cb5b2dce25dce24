import { defineConfig, type ViteUserConfig } from "vitest/config";
import { TotalsReporter } from "./test/support/totals-reporter.ts";

// Apart from the other tests because it takes browsers that few machines have: `npm run test:engines`.
const config: ViteUserConfig = defineConfig({
  test: {
    name: "engines",
    include: ["test/engines/**/*.test.ts"],
    reporters: ["default", new TotalsReporter()],
    // One browser at a time.
    fileParallelism: false,
  },
});

export default config;
