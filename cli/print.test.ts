import { expect, test } from "vitest";
import type { RunResult } from "../sandbox/result.ts";
import { exitedRun } from "../test/support/exited-run.ts";
import { summaryLine } from "./print.ts";

const result: RunResult = {
  ...exitedRun,
  fuel: { used: 1_234_567, limit: 2_000_000_000, profile: "wasmtime-49" },
  memory: { peakBytes: 3_407_872, limitBytes: 134_217_728 },
  durationMs: 423.4,
  files: { created: ["/app/report.md"], modified: [], deleted: [] },
};

test.each<[string, Partial<RunResult>, string]>([
  [
    "an exit",
    {},
    "fuelbox: exited 0, fuel 1,234,567 of 2,000,000,000, memory 3.3 of 128 MiB, 0.42 s, created /app/report.md",
  ],
  [
    "an exit code",
    { exitCode: 3, ok: false, files: { created: [], modified: [], deleted: [] } },
    "fuelbox: exited 3, fuel 1,234,567 of 2,000,000,000, memory 3.3 of 128 MiB, 0.42 s, no files changed",
  ],
  [
    "another outcome with its reason in one line",
    {
      outcome: "trapped",
      ok: false,
      exitCode: 134,
      error: { code: "TRAP", message: "unreachable\n\u001b[31mred" },
    },
    "fuelbox: trapped (unreachable [31mred), fuel 1,234,567 of 2,000,000,000, memory 3.3 of 128 MiB, 0.42 s, created /app/report.md",
  ],
  [
    "many files",
    {
      outcome: "out-of-fuel",
      files: {
        created: ["/app/1", "/app/2", "/app/3", "/app/4", "/app/5"],
        modified: ["/app/a\nb"],
        deleted: ["/app/c"],
      },
    },
    "fuelbox: out of fuel, fuel 1,234,567 of 2,000,000,000, memory 3.3 of 128 MiB, 0.42 s, created /app/1 /app/2 /app/3 and 2 more, modified /app/a b, deleted /app/c",
  ],
])("summaryLine() tells %s", (_, change, line) => {
  expect(summaryLine({ ...result, ...change })).toBe(line);
});
