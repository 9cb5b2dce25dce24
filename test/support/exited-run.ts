/** The result of a run that has done nothing and ended well. */
import type { RunResult } from "../../sandbox/result.ts";

export const exitedRun: RunResult = {
  outcome: "exited",
  ok: true,
  exitCode: 0,
  stdout: "",
  stderr: "",
  stdoutTruncated: false,
  stderrTruncated: false,
  fuel: { used: 10, limit: 2_000_000_000, profile: "wasmtime-49" },
  fuelAnalysis: { utilizationPercent: 0.1, status: "efficient", suggestedBudget: 2_000_000_000 },
  memory: { peakBytes: 0, limitBytes: 134_217_728 },
  durationMs: 1,
  files: { created: [], modified: [], deleted: [] },
};
