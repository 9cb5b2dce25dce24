import { defineConfig, type ViteUserConfig } from "vitest/config";
import { TotalsReporter } from "./test/support/totals-reporter.ts";

// The random tests of metering and of the filesystem, and the races on the host's files, in full:
// `npm run fuzz`. Small versions are part of `npm test`.
const config: ViteUserConfig = defineConfig({
  test: {
    name: "fuzz",
    include: [
      "test/fuel-fuzz.test.ts",
      "test/fuel-mutations.test.ts",
      "test/host-attack.test.ts",
      "vfs/posix-differential.test.ts",
      "vfs/provider-flush.test.ts",
      "vfs/snapshot-differential.test.ts",
      "vfs/tree-properties.test.ts",
    ],
    reporters: ["default", new TotalsReporter()],
    testTimeout: 120_000,
    env: {
      FUZZ_ATTACK_MS: process.env["FUZZ_ATTACK_MS"] ?? "10000",
      FUZZ_FLUSHES: process.env["FUZZ_FLUSHES"] ?? "3000",
      FUZZ_MODULES: process.env["FUZZ_MODULES"] ?? "5000",
      FUZZ_MUTATIONS: process.env["FUZZ_MUTATIONS"] ?? "10000",
      FUZZ_SEQUENCES: process.env["FUZZ_SEQUENCES"] ?? "10000",
      FUZZ_TREES: process.env["FUZZ_TREES"] ?? "400",
      FUZZ_SEED: process.env["FUZZ_SEED"] ?? "1",
    },
  },
});

export default config;
