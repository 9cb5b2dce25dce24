/**
 * Runs the scripts of `test/node-scripts/` in Node, each in an empty directory of its own, and
 * writes down what they print and how they end: `test/node-scripts/expected.json`. Run it with the
 * Node whose version the sandbox gives itself.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../test/node-scripts/", import.meta.url));
const { args, env } = JSON.parse(readFileSync(join(folder, "setting.json"), "utf8"));
const names = readdirSync(folder).filter((name) => /\.[cm]js$/.test(name));

const scripts = Object.fromEntries(names.map((name) => [name, record(name)]));
const recorded = { node: process.version, scripts };
writeFileSync(join(folder, "expected.json"), `${JSON.stringify(recorded, null, 2)}\n`);

function record(name) {
  const directory = mkdtempSync(join(tmpdir(), "node-script-"));
  try {
    cpSync(join(folder, name), join(directory, name));
    const stdinFile = join(folder, "stdin", `${name}.txt`);
    const input = existsSync(stdinFile) ? readFileSync(stdinFile) : "";
    const options = { cwd: directory, env, input, encoding: "utf8" };
    const { stdout, status } = spawnSync(process.execPath, [name, ...args], options);
    return { stdout, exitCode: status };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
