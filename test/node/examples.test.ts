/** The examples that are host programs run as they stand. */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "../support/fuelbox-command.ts";

test("examples/hello.mjs opens a sandbox and runs a program in it", async () => {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ["examples/hello.mjs"], {
    cwd: root,
  });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^Ada is 36\nGrace is 85\n\nexited, \d+ of 500000000 fuel\n$/);
});

test("examples/report.py writes what examples/report.mjs writes", async () => {
  const reports = await Promise.all(["py", "mjs"].map(runReport));
  expect(reports[0]).toEqual(reports[1]);
  expect(reports[0]?.report).toContain("6000 orders");
}, 60_000);

async function runReport(type: string): Promise<{ report: string; stdout: string }> {
  const out = mkdtempSync(join(tmpdir(), "fuelbox-report-"));
  const args = ["run", `examples/report.${type}`, "--mount", "examples/data:/app/data"];
  const command = ["dist/node/main.js", ...args, "--out", out];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command, { cwd: root });
    return { report: readFileSync(join(out, "report.md"), "utf8"), stdout };
  } finally {
    rmSync(out, { recursive: true });
  }
}
