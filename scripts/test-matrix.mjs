/**
 * Runs the built package in other runtimes and prints what was as it must be: `npm run test:matrix`,
 * or `npm run test:matrix -- node@24 bun@latest` for some. A Node that differs is a failure; Bun and
 * Deno are told about.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { build } from "esbuild";

const runtimes = ["node@20", "node@22", "node@24", "node@26", "bun@latest", "deno@latest"];
const chosen = process.argv.length > 2 ? process.argv.slice(2) : runtimes;
const root = fileURLToPath(new URL("..", import.meta.url));
const child = "dist/test/runtime-child.mjs";
const maxMs = 180_000;

await bundle("test/engines/runtime-child.ts", child);
await bundle("test/engines/smoke.ts", "dist/test/smoke.mjs");
const { soundSmoke } = await import(new URL("../dist/test/smoke.mjs", import.meta.url).href);
const golden = JSON.parse(readFileSync(`${root}/test/golden/equality.json`, "utf8"));
const kinds = [...new Set(Object.keys(golden).map(kindOf))];

console.log(`| runtime | ${kinds.join(" | ")} | sandbox |`);
console.log(`|---|${kinds.map(() => "---|").join("")}---|`);
let failed = false;
for (const runtime of chosen) {
  const { cells, complaints } = await judge(runtime);
  console.log(`| ${runtime} | ${cells.join(" | ")} |`);
  for (const complaint of complaints) console.error(`  ${complaint}`);
  if (complaints.length > 0 && runtime.startsWith("node@")) failed = true;
}
process.exit(failed ? 1 : 0);

/** Its packages stay outside: each runtime finds them itself. */
async function bundle(source, outfile) {
  await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    packages: "external",
  });
}

function kindOf(name) {
  return name.split("-", 1)[0];
}

/** One cell for each kind of program and one for the walk, and a line for each difference. */
async function judge(runtime) {
  const { found, trouble } = await run(runtime);
  if (found === undefined) {
    return { cells: [...kinds, "sandbox"].map(() => "fails"), complaints: [trouble] };
  }
  const complaints = [];
  const cells = kinds.map((kind) => {
    const names = Object.keys(golden).filter((name) => kindOf(name) === kind);
    const different = names.filter(
      (name) => !isDeepStrictEqual(found.programs[name], golden[name]),
    );
    for (const name of different) {
      complaints.push(`${name}: ${JSON.stringify(found.programs[name])}`);
    }
    return different.length === 0
      ? `${names.length} equal`
      : `${different.length} of ${names.length} differ`;
  });
  const isSound = isDeepStrictEqual(found.smoke, soundSmoke);
  if (!isSound) complaints.push(`sandbox: ${JSON.stringify(found.smoke)}`);
  return { cells: [...cells, isSound ? "ok" : "differs"], complaints };
}

function run(runtime) {
  const options = runtime.startsWith("deno") ? ["run", "--allow-all"] : [];
  const started = spawn("npx", ["-y", runtime, ...options, child], { cwd: root, detached: true });
  let output = "";
  let errors = "";
  started.stdout.on("data", (chunk) => {
    output += chunk;
  });
  started.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  // A group of its own, so that what npx starts ends with it.
  const timer = setTimeout(() => process.kill(-started.pid, "SIGKILL"), maxMs);
  return new Promise((resolve) => {
    started.on("error", (error) => resolve({ trouble: `${runtime}: ${error.message}` }));
    started.on("close", (code, signal) => {
      clearTimeout(timer);
      const line = output.split("\n").find((text) => text.startsWith('{"programs"'));
      if (line !== undefined) return resolve({ found: JSON.parse(line) });
      const last = errors.trim().split("\n").slice(-12).join("\n  ");
      resolve({ trouble: `${runtime} ended with ${signal ?? code}:\n  ${last}` });
    });
  });
}
