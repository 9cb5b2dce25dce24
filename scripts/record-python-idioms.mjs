/**
 * Runs the idioms of `test/python-idioms/` in CPython, each in an empty directory of its own, and
 * writes down what they print and how they end: `test/golden/python-idioms.json`. `PYTHON` names the
 * interpreter, 3.12 or later; the nearer to the sandbox's version, the better.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readIdioms } from "../test/python-idioms/idioms.mjs";

const python = process.env.PYTHON ?? "python3";
const env = { PATH: "/usr/bin:/bin", HOME: "/nowhere", LC_ALL: "C.UTF-8", PYTHONHASHSEED: "0" };
const version = execFileSync(python, ["-c", "import platform; print(platform.python_version())"]);
const idioms = Object.fromEntries(readIdioms().map((idiom) => [idiom.name, record(idiom)]));
const recorded = { python: version.toString().trim(), idioms };
const target = new URL("../test/golden/python-idioms.json", import.meta.url);
writeFileSync(target, `${JSON.stringify(recorded, null, 1)}\n`);

function record({ stdin, source }) {
  const directory = mkdtempSync(join(tmpdir(), "python-idiom-"));
  try {
    writeFileSync(join(directory, "main.py"), source);
    const options = { cwd: directory, env, input: stdin, encoding: "utf8", timeout: 60_000 };
    const { stdout, status } = spawnSync(python, ["main.py"], options);
    return { stdout: stdout.replaceAll(directory, "/app"), exitCode: status };
  } finally {
    rmSync(directory, { recursive: true });
  }
}
