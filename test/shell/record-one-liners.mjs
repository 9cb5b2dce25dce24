/** Records what bash and GNU's tools make of the command lines: node test/shell/record-one-liners.mjs */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { commands, files } from "./one-liners.mjs";

const environment = { PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC", HOME: "/nowhere" };
const recorded = commands.map((command) => {
  const folder = mkdtempSync(join(tmpdir(), "one-liner-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const { stdout, stderr, status } = spawnSync("bash", ["-c", command], {
    cwd: folder,
    env: environment,
    encoding: "utf8",
  });
  rmSync(folder, { recursive: true });
  return { command, stdout, exitCode: status, hasStderr: stderr !== "" };
});
const target = new URL("../golden/shell/one-liners.json", import.meta.url);
mkdirSync(new URL(".", target), { recursive: true });
writeFileSync(target, `${JSON.stringify({ files, recorded }, null, 1)}\n`);
