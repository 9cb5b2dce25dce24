/** The machine's own bash: a process for each command line. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { OpenShell } from "./contender.ts";

/** Opens it. */
export function open(files: ReadonlyMap<string, string>): OpenShell {
  const cwd = mkdtempSync(join(tmpdir(), "fuelbox-shell-"));
  for (const [path, content] of files) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), content);
  }
  return {
    run(command) {
      const { stdout, status } = spawnSync("bash", ["-c", command], { cwd, encoding: "utf8" });
      if (status !== 0) throw new Error(`Ended with ${status}`);
      return stdout;
    },
    close: () => rmSync(cwd, { recursive: true, force: true }),
  };
}
