/** One job of suite `utilities` called by a guest, which measures itself: `LANGUAGE JOB PATH...`. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { openSandbox } from "../../sandbox/node.ts";
import { pythonCall, pythonProgram, scriptProgram } from "../utilities/guest-programs.ts";

const [, , language = "", name = "", ...paths] = process.argv;
const sandbox = await openSandbox({ limits: { fuel: 1e15, timeoutMs: 60_000 } });
for (const [index, path] of paths.entries()) await copyIn(path, `/app/${index}`);
const calls = pythonCall(name);
const { stdout, stderr, outcome } = await sandbox.run(
  language === "python" ? { python: pythonProgram(calls) } : { javascript: scriptProgram(calls) },
);
if (outcome !== "exited") throw new Error(`Error: the guest ended as ${outcome}: ${stderr}`);
console.log(stdout);
await sandbox.close();

async function copyIn(from: string, to: string): Promise<void> {
  if (!statSync(from).isDirectory()) {
    await sandbox.fs.writeFile(to, new Uint8Array(readFileSync(from)));
    return;
  }
  await sandbox.fs.mkdir(to);
  for (const entry of readdirSync(from)) await copyIn(join(from, entry), `${to}/${entry}`);
}
