/** The examples that are host programs run as they stand. */
import { execFile } from "node:child_process";
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
