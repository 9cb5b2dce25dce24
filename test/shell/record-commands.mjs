/** Records what GNU's tools make of the commands: node test/shell/record-commands.mjs */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { commands } from "./commands.mjs";
import { files } from "./one-liners.mjs";

const env = { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC", HOME: "/nowhere" };
const recorded = commands.map((command) => {
  const folder = mkdtempSync(join(tmpdir(), "command-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const options = { cwd: folder, env, encoding: "utf8" };
  const { stdout, stderr, status } = spawnSync("bash", ["-c", command], options);
  rmSync(folder, { recursive: true });
  return { command, stdout, exitCode: status, hasStderr: stderr !== "" };
});
const target = new URL("../golden/shell/commands.json", import.meta.url);
writeFileSync(target, `${JSON.stringify({ files, recorded }, null, 1)}\n`);
